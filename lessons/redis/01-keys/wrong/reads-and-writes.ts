// Fails: moves the value, the type and the lifetime
// Reads the value, writes it under the other name, and deletes the old key.
import type { Redis } from 'ioredis';

export async function rename(redis: Redis, from: string, to: string) {
  if (await redis.exists(to)) return 'taken';
  const items = await redis.lrange(from, 0, -1);
  if (items.length === 0) return 'missing';
  await redis.rpush(to, ...items);
  await redis.del(from);
  return 'renamed';
}

export async function countExisting(redis: Redis, keys: string[]) {
  if (keys.length === 0) return 0;
  return redis.exists(...new Set(keys));
}
