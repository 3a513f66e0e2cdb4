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
  throw new Error(
    `Begin here: ask Redis (${redis.status}) to rename ${from} to ${to}, unless there is a key ${to}.`,
  );
}

/**
 * Counts how many of some keys exist, whatever they hold: each of them
 * once, in one round trip.
 */
export async function countExisting(
  redis: Redis,
  keys: string[],
): Promise<number> {
  throw new Error(
    `Then here: ask Redis (${redis.status}) how many of these ${keys.length} keys exist.`,
  );
}
