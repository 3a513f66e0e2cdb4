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
  throw new Error(
    `Begin here: ask Redis (${redis.status}) with SCAN for about ${count} keys at a time, and UNLINK those that begin with ${prefix}`,
  );
}
