/**
 * A guest logs in, and her cart gets her name. She had a cart already.
 *
 * @title RENAME onto a key that is there
 * @uses redis
 * @tags RENAME, RENAMENX, TTL, overwrite
 */
import { Redis } from 'ioredis';

const redis = new Redis(
  process.env.REDIS_URL ?? 'redis://localhost:6379',
);

// #region carts
await redis.rpush('cart:ada', 'tea', 'mate', 'cocoa');
await redis.rpush('cart:guest:7', 'coffee');
await redis.expire('cart:guest:7', 1800);
// #endregion carts

// #region rename
console.log('RENAME:', await redis.rename('cart:guest:7', 'cart:ada'));
console.log('cart:ada:', await redis.lrange('cart:ada', 0, -1));
console.log('seconds left:', await redis.ttl('cart:ada'));
// #endregion rename

// #region again
try {
  await redis.rename('cart:guest:7', 'cart:ada');
} catch (error) {
  console.log('RENAME again:', (error as Error).message);
}
// #endregion again

// #region renamenx
await redis.rpush('cart:guest:8', 'water');
const renamed = await redis.renamenx('cart:guest:8', 'cart:ada');
console.log('RENAMENX:', renamed);
console.log('cart:ada:', await redis.lrange('cart:ada', 0, -1));
console.log('cart:guest:8:', await redis.lrange('cart:guest:8', 0, -1));
// #endregion renamenx

await redis.quit();
