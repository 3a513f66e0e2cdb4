/**
 * A client that puts a prefix before keys, but not before patterns.
 *
 * @title keyPrefix and SCAN
 * @uses redis
 * @tags keyPrefix, SCAN, MATCH, UNLINK
 */
import { Redis } from 'ioredis';

const redis = new Redis(
  process.env.REDIS_URL ?? 'redis://localhost:6379',
  { keyPrefix: 'shop:' },
);
await redis.set('cart:ada', 'tea'); // shop:cart:ada

// #region pattern
const [, none] = await redis.scan('0', 'MATCH', 'cart:*');
console.log('cart:* finds', none);
const [, found] = await redis.scan('0', 'MATCH', 'shop:cart:*');
console.log('shop:cart:* finds', found);
// #endregion pattern

// #region unlink
console.log('UNLINK:', await redis.unlink(found));
const bare = found.map((key) => key.slice('shop:'.length));
console.log('UNLINK without the prefix:', await redis.unlink(bare));
// #endregion unlink

await redis.quit();
