// Fails: counts a hundred keys in one round trip
// Asks for one key after the other.
import type { Redis } from 'ioredis';

export async function rename(redis: Redis, from: string, to: string) {
  try {
    return (await redis.renamenx(from, to)) ? 'renamed' : 'taken';
  } catch (error) {
    if ((error as Error).message === 'ERR no such key')
      return 'missing';
    throw error;
  }
}

export async function countExisting(redis: Redis, keys: string[]) {
  let count = 0;
  for (const key of new Set(keys)) count += await redis.exists(key);
  return count;
}
