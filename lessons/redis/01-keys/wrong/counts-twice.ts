// Fails: counts a key once
// EXISTS counts a key as often as it is named.
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
  return keys.length === 0 ? 0 : redis.exists(...keys);
}
