// Fails: counts whatever a key holds
// "GET tests whether there is a value": reads them all to count them.
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
  if (keys.length === 0) return 0;
  const values = await redis.mget(...new Set(keys));
  return values.filter((value) => value !== null).length;
}
