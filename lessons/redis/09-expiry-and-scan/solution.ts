import type { Redis } from 'ioredis';

/**
 * Deletes all keys that begin with a prefix, however many others there
 * are, and holds up nobody: in each trip Redis looks at about `count`
 * keys. Resolves to how many were deleted.
 *
 * @throws {RangeError} for an empty prefix, which is that of every key
 */
export async function deleteByPrefix(
  redis: Redis,
  prefix: string,
  count = 100,
): Promise<number> {
  if (prefix === '') throw new RangeError('the prefix is empty');
  const pattern = prefix.replace(/[\\*?[\]]/g, '\\$&') + '*';

  let deleted = 0;
  let cursor = '0';
  do {
    const [next, keys] = await redis.scan(
      cursor,
      'MATCH',
      pattern,
      'COUNT',
      count,
    );
    if (keys.length > 0) deleted += await redis.unlink(keys);
    cursor = next;
  } while (cursor !== '0');
  return deleted;
}
