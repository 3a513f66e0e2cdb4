/**
 * A primary crashes, and its replica takes over. What it had not
 * received is gone, although it was confirmed.
 *
 * @title A failover loses what was confirmed
 * @uses redis
 * @tags replication, failover, REPLICAOF NO ONE, WAIT, split brain
 * @redis --repl-diskless-sync-delay 0 --enable-debug-command yes
 * @redis --replicaof 1
 */
import { once } from 'node:events';
import { Redis } from 'ioredis';

const urls =
  process.env.REDIS_URL ??
  'redis://localhost:6379,redis://localhost:6380';
const [primary, replica] = urls.split(',').map((url) => {
  const redis = new Redis(url, {
    retryStrategy: () => 2000,
    autoResendUnfulfilledCommands: false,
  });
  redis.on('error', (error) => console.error(error.message));
  return redis;
}) as [Redis, Redis];

// #region confirmed
await primary.rpush('orders', 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
await primary.wait(1, 5000);

await replica.client('PAUSE', 60_000, 'WRITE'); // it falls behind
const confirmed = await primary.rpush('orders', 11, 12, 13);
const copies = await primary.wait(1, 100);
console.log(
  `${confirmed} orders confirmed, the last on ${copies} replicas`,
);
// #endregion confirmed

// #region crash
// Gone for a second, and then it starts with what is on its disk.
const gone = once(primary, 'close');
primary.call('DEBUG', 'CRASH-AND-RECOVER', 1000).catch(() => {});
await gone;
// #endregion crash

// #region promote
await replica.replicaof('NO', 'ONE');
await replica.client('UNPAUSE');
console.log(
  `the new primary has ${await replica.llen('orders')} orders`,
);
const order = await replica.rpush('orders', 'the next one');
console.log(`and takes the next one as number ${order}`);
// #endregion promote

// #region back
const [role] = (await primary.role()) as [string];
const orders = await primary.llen('orders');
console.log(`the old one is back as ${role}, with ${orders} orders`);
// #endregion back

await Promise.all([primary.quit(), replica.quit()]);
