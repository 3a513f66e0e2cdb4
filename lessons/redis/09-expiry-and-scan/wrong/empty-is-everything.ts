// Fails: refuses an empty prefix
// With an empty prefix the pattern is a star, and that is all keys.
import type { Redis } from 'ioredis';

const escaped = (text: string) => text.replace(/[\\*?[\]]/g, '\\$&');

export async function deleteByPrefix(
  redis: Redis,
  prefix: string,
  count = 100,
) {
  let deleted = 0;
  const pages = redis.scanStream({
    match: escaped(prefix) + '*',
    count,
  });
  for await (const keys of pages) {
    if (keys.length > 0) deleted += await redis.unlink(keys);
  }
  return deleted;
}
