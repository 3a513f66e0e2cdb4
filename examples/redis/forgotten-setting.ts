/**
 * Two Redises have their append-only file turned on while they run.
 * One of them is told to remember that.
 *
 * @title A setting that a restart forgets
 * @uses redis
 * @tags persistence, AOF, appendonly, CONFIG SET, CONFIG REWRITE, crash
 * @redis --enable-debug-command yes
 * @redis --enable-debug-command yes
 */
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { Redis } from 'ioredis';

const urls =
  process.env.REDIS_URL ??
  'redis://localhost:6379,redis://localhost:6380';
const [forgets, remembers] = urls.split(',').map((url) => {
  const redis = new Redis(url, {
    retryStrategy: () => 1000,
    autoResendUnfulfilledCommands: false,
  });
  redis.on('error', (error) => console.error(error.message));
  return redis;
}) as [Redis, Redis];

// #region turn-on
/** Resolves when the file has all that Redis had before. */
async function turnOn(redis: Redis) {
  await redis.config('SET', 'appendonly', 'yes');
  const notYet = /aof_rewrite_(in_progress|scheduled):1/;
  while (notYet.test(await redis.info('persistence'))) await pause(50);
}
// #endregion turn-on

// #region orders
for (const redis of [forgets, remembers]) {
  await redis.rpush('orders', 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
  await turnOn(redis);
  await redis.rpush('orders', 11, 12, 13, 14, 15);
}
await remembers.config('REWRITE');
// #endregion orders

// #region before
async function show(when: string) {
  for (const [name, redis] of Object.entries({ forgets, remembers })) {
    const info = await redis.info('persistence');
    const file = info.includes('aof_enabled:1') ? 'on' : 'off';
    const orders = await redis.llen('orders');
    console.log(`${when}: ${name} has ${orders} orders, file ${file}`);
  }
}
await show('before');
// #endregion before

// #region crash
await Promise.all(
  [forgets, remembers].map(async (redis) => {
    const gone = once(redis, 'close');
    redis.call('DEBUG', 'CRASH-AND-RECOVER').catch(() => {});
    await gone;
  }),
);
await show('after');
// #endregion crash
await Promise.all([forgets.quit(), remembers.quit()]);
