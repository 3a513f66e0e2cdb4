// Fails: unlinks each page with one command
// A command, and a trip, for each key.
import type { Redis } from 'ioredis';

const escaped = (text: string) => text.replace(/[\\*?[\]]/g, '\\$&');

export async function deleteByPrefix(
  redis: Redis,
  prefix: string,
  count = 100,
) {
  if (prefix === '') throw new RangeError('the prefix is empty');
  let deleted = 0;
  const pages = redis.scanStream({
    match: escaped(prefix) + '*',
    count,
  });
  for await (const keys of pages) {
    for (const key of keys as string[])
      deleted += await redis.unlink(key);
  }
  return deleted;
}
