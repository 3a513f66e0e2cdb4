// Fails: goes on behind an empty page
// Takes an empty page for the end.
import type { Redis } from 'ioredis';

const escaped = (text: string) => text.replace(/[\\*?[\]]/g, '\\$&');

export async function deleteByPrefix(
  redis: Redis,
  prefix: string,
  count = 100,
) {
  if (prefix === '') throw new RangeError('the prefix is empty');
  let deleted = 0;
  let cursor = '0';
  for (;;) {
    const [next, keys] = await redis.scan(
      cursor,
      'MATCH',
      escaped(prefix) + '*',
      'COUNT',
      count,
    );
    if (keys.length === 0) return deleted;
    deleted += await redis.unlink(keys);
    cursor = next;
  }
}
