import type { Redis } from 'ioredis';

/** What became of a rename. */
export type Renamed =
  | 'renamed'
  /** There is a key of the new name already: both are as they were. */
  | 'taken'
  /** There is no key of the old name. */
  | 'missing';

/**
 * Gives a key a new name, with its value, its type and its lifetime,
 * unless that name is taken. Rejects when Redis did not do its work.
 */
export async function rename(
  redis: Redis,
  from: string,
  to: string,
): Promise<Renamed> {
  try {
    const renamed = await redis.renamenx(from, to);
    return renamed === 1 ? 'renamed' : 'taken';
  } catch (error) {
    if ((error as Error).message === 'ERR no such key')
      return 'missing';
    throw error;
  }
}

/**
 * Counts how many of some keys exist, whatever they hold: each of them
 * once, in one round trip.
 */
export async function countExisting(
  redis: Redis,
  keys: string[],
): Promise<number> {
  if (keys.length === 0) return 0;
  return redis.exists(...new Set(keys));
}
