// Fails: counts a key once that SCAN gives twice
// Counts the keys of the pages, as if each came once.
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
    if (keys.length > 0) await redis.unlink(keys);
    deleted += keys.length;
  }
  return deleted;
}
