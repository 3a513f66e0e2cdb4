/**
 * One Redis of 8 MB for the logins and the statistics of a shop, and
 * nobody has said what happens when it is full.
 *
 * @title A limit without a policy
 * @uses redis
 * @redis --maxmemory 8mb
 * @tags maxmemory, noeviction, OOM, allkeys-lru, eviction
 */
import { Redis } from 'ioredis';

const redis = new Redis(
  process.env.REDIS_URL ?? 'redis://localhost:6379',
);

// #region fill
await redis.set('session:ada', 'in', 'EX', 1800);

// One bit for each customer who was here today, at the place of the
// customer's number. The string is made long enough for the last one.
await redis.setbit('visitors', 60_000_000, 1);
console.log('bytes of visitors:', await redis.strlen('visitors'));
// #endregion fill

// #region refused
try {
  await redis.set('session:bob', 'in', 'EX', 1800);
} catch (error) {
  console.log('SET:', (error as Error).message);
}
await redis.incr('orders').catch((error: Error) => {
  console.log('INCR:', error.message);
});
console.log('GET:', await redis.get('session:ada'));
// #endregion refused

// #region volatile
// Only keys with a lifetime may go.
await redis.config('SET', 'maxmemory-policy', 'volatile-lru');
await redis.incr('orders').catch((error: Error) => {
  console.log('INCR, volatile-lru:', error.message);
});
console.log('session:ada:', await redis.get('session:ada'));
// #endregion volatile

// #region allkeys
// Every key may go.
await redis.config('SET', 'maxmemory-policy', 'allkeys-lru');
console.log('INCR, allkeys-lru:', await redis.incr('orders'));
console.log('visitors:', await redis.strlen('visitors'), 'bytes');
// #endregion allkeys

const stats = await redis.info('stats');
console.log(/^evicted_keys:\d+/m.exec(stats)?.[0]);

await redis.flushall();
await redis.quit();
