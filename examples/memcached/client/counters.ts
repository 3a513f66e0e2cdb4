import type { Key } from './key.ts';
import type { Pool } from './pool.ts';
import type { QuietOption } from './removal.ts';

/** Counters have 64 bits. */
const TOO_MUCH = 2n ** 64n;

export function counters(pool: Pool) {
  // #region count
  async function count(
    verb: 'incr' | 'decr',
    key: Key,
    by: number | bigint,
    { noreply }: QuietOption,
  ): Promise<bigint | undefined> {
    const delta = BigInt(by); // a RangeError for 1.5
    if (delta < 0n || delta >= TOO_MUCH)
      throw new RangeError(`${verb} takes 0 to 2^64 - 1, not ${delta}`);
    const reply = await pool.call(
      key,
      (name) =>
        `${verb} ${name} ${delta}${noreply ? ' noreply' : ''}\r\n`,
      /^(\d+|NOT_FOUND)$/,
      noreply,
    );
    if (!reply || reply.line === 'NOT_FOUND') return undefined;
    return BigInt(reply.line);
  }
  // #endregion count

  return {
    /**
     * Adds to the digits that an item holds. The new number, which is 0
     * after 2^64 - 1; undefined when there is no item, or with noreply.
     */
    incr: (
      key: Key,
      by: number | bigint = 1n,
      options: QuietOption = {},
    ) => count('incr', key, by, options),
    /** Takes away, down to 0 and no further. */
    decr: (
      key: Key,
      by: number | bigint = 1n,
      options: QuietOption = {},
    ) => count('decr', key, by, options),
  };
}
