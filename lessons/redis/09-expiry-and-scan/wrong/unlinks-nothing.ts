// Fails: goes on behind an empty page
// Sends UNLINK without keys when a page is empty.
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
  do {
    const [next, keys] = await redis.scan(
      cursor,
      'MATCH',
      escaped(prefix) + '*',
      'COUNT',
      count,
    );
    deleted += await redis.unlink(keys);
    cursor = next;
  } while (cursor !== '0');
  return deleted;
}
