// Fails: unlinks each page with one command
// Finds in pages, and deletes everything in one command at the end.
import type { Redis } from 'ioredis';

const escaped = (text: string) => text.replace(/[\\*?[\]]/g, '\\$&');

export async function deleteByPrefix(
  redis: Redis,
  prefix: string,
  count = 100,
) {
  if (prefix === '') throw new RangeError('the prefix is empty');
  const found = new Set<string>();
  const pages = redis.scanStream({
    match: escaped(prefix) + '*',
    count,
  });
  for await (const keys of pages) {
    for (const key of keys as string[]) found.add(key);
  }
  return found.size === 0 ? 0 : redis.unlink(...found);
}
