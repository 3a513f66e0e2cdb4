import type { Connection } from '#examples/memcached/client/connection.ts';

/** Counters of visits, each under a key. */
export interface Visits {
  /**
   * Adds `by` to a counter; a negative `by` takes away, down to 0.
   * Where there is no counter it begins at 0 and is kept for the
   * lifetime of the visits; what others have counted meanwhile counts.
   * Resolves to the new count.
   * @throws {Refused} when the key holds what is no number.
   */
  count(key: string, by?: bigint): Promise<bigint>;
}

/**
 * Counters behind a connection to Memcached.
 * @param seconds from the first count of a counter until it expires, at
 * most 30 days
 */
export function visits(
  connection: Connection,
  seconds: number,
): Visits {
  async function count(key: string, by = 1n): Promise<bigint> {
    if (connection.ended) throw connection.ended;
    throw new Error(
      `Begin here: send "incr ${key} ${by}\\r\\n" with connection.ask and read its reply; where there is no counter, add one for ${seconds} s.`,
    );
  }

  return { count };
}
