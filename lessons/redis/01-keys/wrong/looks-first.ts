// Fails: loses no cart when twenty want the same name at once
// Looks whether the name is free, and renames then.
import type { Redis } from 'ioredis';

export async function rename(redis: Redis, from: string, to: string) {
  if (!(await redis.exists(from))) return 'missing';
  if (await redis.exists(to)) return 'taken';
  await redis.rename(from, to);
  return 'renamed';
}

export async function countExisting(redis: Redis, keys: string[]) {
  if (keys.length === 0) return 0;
  return redis.exists(...new Set(keys));
}
