// Fails: takes the prefix letter by letter
// Puts the prefix into the pattern as it is.
import type { Redis } from 'ioredis';

export async function deleteByPrefix(
  redis: Redis,
  prefix: string,
  count = 100,
) {
  if (prefix === '') throw new RangeError('the prefix is empty');
  let deleted = 0;
  const pages = redis.scanStream({ match: prefix + '*', count });
  for await (const keys of pages) {
    if (keys.length > 0) deleted += await redis.unlink(keys);
  }
  return deleted;
}
