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

const COUNTED = /^(\d+|NOT_FOUND)$/;
const ADDED = /^(NOT_)?STORED$/;

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
    const counting =
      by < 0n ? `decr ${key} ${-by}\r\n` : `incr ${key} ${by}\r\n`;
    const [counted] = connection.ask(counting, COUNTED);
    const { line } = await counted!;
    if (line !== 'NOT_FOUND') return BigInt(line);

    // NOT_STORED is as good: another process has begun the counter.
    const begun = connection.ask(
      `add ${key} 0 ${seconds} 1\r\n0\r\n${counting}`,
      ADDED,
      /^\d+$/,
    );
    const [, first] = await Promise.all(begun);
    return BigInt(first!.line);
  }

  return { count };
}
