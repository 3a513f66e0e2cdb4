// Fails: rejects when it could not ask
// Takes whatever went wrong for a missing key.
import type { Redis } from 'ioredis';

export async function rename(redis: Redis, from: string, to: string) {
  try {
    return (await redis.renamenx(from, to)) ? 'renamed' : 'taken';
  } catch {
    return 'missing';
  }
}

export async function countExisting(redis: Redis, keys: string[]) {
  if (keys.length === 0) return 0;
  return redis.exists(...new Set(keys));
}
