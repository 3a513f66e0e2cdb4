/**
 * Three Redises take the same orders and are killed. They differ in
 * what they write to disk.
 *
 * @title What survives a kill -9
 * @task choose what survives a crash
 * @uses redis
 * @tags persistence, RDB, AOF, BGSAVE, appendonly, crash, kill -9
 * @redis --enable-debug-command yes
 * @redis --enable-debug-command yes
 * @redis --enable-debug-command yes --appendonly yes --appendfsync no
 */
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { Redis } from 'ioredis';

// #region connect
const urls =
  process.env.REDIS_URL ??
  [6379, 6380, 6381].map((port) => `redis://localhost:${port}`).join();
const servers = urls.split(',').map((url) => {
  const redis = new Redis(url, {
    retryStrategy: () => 1000, // ms: it is up again by then
    // Or ioredis sends the crash again as soon as it is.
    autoResendUnfulfilledCommands: false,
  });
  redis.on('error', (error) => console.error(error.message));
  return redis;
});
// #endregion connect
const [nothing, snapshot, log] = servers as [Redis, Redis, Redis];

// #region take
async function take(redis: Redis, from: number, to: number) {
  for (let order = from; order <= to; order++)
    await redis.rpush('orders', order); // Redis has confirmed it
}
for (const redis of servers) await take(redis, 1, 10);
// #endregion take

// #region snapshot
// The child of Redis writes what is there now. That takes a moment.
await snapshot.bgsave();
const inProgress = /rdb_bgsave_in_progress:1/;
while (inProgress.test(await snapshot.info('persistence')))
  await pause(50);
// #endregion snapshot

for (const redis of servers) await take(redis, 11, 15);

// #region crash
/** A kill -9 and a start. Redis sends no reply to that. */
async function crash(redis: Redis) {
  const gone = once(redis, 'close');
  redis.call('DEBUG', 'CRASH-AND-RECOVER').catch(() => {});
  await gone;
}
await Promise.all(servers.map(crash));
// #endregion crash

// #region count
for (const [disk, redis] of Object.entries({ nothing, snapshot, log }))
  console.log(`${disk}: ${await redis.llen('orders')} of 15 orders`);
await Promise.all(servers.map((redis) => redis.quit()));
// #endregion count
