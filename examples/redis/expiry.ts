/**
 * A session that expires, and the line after which it does not.
 *
 * @title What keeps a lifetime, and what takes it away
 * @task a session that expires
 * @task change a value and keep its lifetime
 * @uses redis
 * @tags TTL, EXPIRE, KEEPTTL, NX, GT, INFO keyspace
 */
import { Redis } from 'ioredis';

const redis = new Redis(
  process.env.REDIS_URL ?? 'redis://localhost:6379',
);

// #region ttl
await redis.set('session:ada', 'tea', 'EX', 1800);
await redis.set('stock:tea', 9);
console.log('session:ada:', await redis.ttl('session:ada'));
console.log('stock:tea:', await redis.ttl('stock:tea'));
console.log('session:bob:', await redis.ttl('session:bob'));
// #endregion ttl

// #region kept
await redis.append('session:ada', ', mate');
console.log('after APPEND:', await redis.ttl('session:ada'));
await redis.set('session:ada', 'mate', 'KEEPTTL');
console.log('after SET KEEPTTL:', await redis.ttl('session:ada'));
// #endregion kept

// #region lost
await redis.set('session:ada', 'mate, cocoa');
console.log('after SET:', await redis.ttl('session:ada'));
// #endregion lost

// #region keyspace
const keyspace = await redis.info('keyspace');
console.log(/db0:keys=\d+,expires=\d+/.exec(keyspace)?.[0]);
// #endregion keyspace

// #region conditions
const session = 'session:ada';
console.log('3600 GT:', await redis.expire(session, 3600, 'GT'));
console.log('1800 NX:', await redis.expire(session, 1800, 'NX'));
console.log('600 GT:', await redis.expire(session, 600, 'GT'));
console.log('3600 GT:', await redis.expire(session, 3600, 'GT'));
console.log('seconds left:', await redis.ttl(session));
// #endregion conditions

await redis.quit();
