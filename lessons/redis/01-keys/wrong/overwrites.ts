// Fails: leaves both keys as they are when the name is taken
// RENAME does not ask whether the other name is taken.
import type { Redis } from 'ioredis';

export async function rename(redis: Redis, from: string, to: string) {
  try {
    await redis.rename(from, to);
    return 'renamed';
  } catch (error) {
    if ((error as Error).message === 'ERR no such key')
      return 'missing';
    throw error;
  }
}

export async function countExisting(redis: Redis, keys: string[]) {
  if (keys.length === 0) return 0;
  return redis.exists(...new Set(keys));
}
