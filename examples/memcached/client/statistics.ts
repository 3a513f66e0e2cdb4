import type { Pool } from './pool.ts';

/** One of a server's classes of chunks, all of a size. */
export type Slab = Record<string, string>;

/** `stats reset` has another end. */
const END = /^(END|RESET)$/;

export function statistics(pool: Pool) {
  // #region stats
  /**
   * What each server that can be reached says of itself: numbers as
   * text, by address. Without `what` the general ones; it may be
   * `settings`, `items`, `slabs`, `sizes` or `conns`.
   */
  async function stats(what = ''): Promise<Map<string, Slab>> {
    const request = what === '' ? 'stats' : `stats ${what}`;
    const all = await Promise.all(
      (await pool.reachable()).map(
        async ([{ address }, connection]) => {
          const [reply] = connection.ask(`${request}\r\n`, END);
          return [
            address,
            Object.fromEntries((await reply!).stats),
          ] as const;
        },
      ),
    );
    return new Map(all);
  }
  // #endregion stats

  // #region slabs
  /** What each slab class has in it, by address and by its number. */
  async function slabs(): Promise<Map<string, Map<string, Slab>>> {
    const byAddress = new Map<string, Map<string, Slab>>();
    for (const [address, items] of await stats('items')) {
      const classes = new Map<string, Slab>();
      for (const [name, value] of Object.entries(items)) {
        // `items:5:age` is the age of class 5.
        const [, number = '', what = ''] = name.split(':');
        const slab = classes.get(number) ?? {};
        classes.set(number, { ...slab, [what]: value });
      }
      byAddress.set(address, classes);
    }
    return byAddress;
  }
  // #endregion slabs

  // #region flush
  /** Empties each server that can be reached, `seconds` from now. */
  async function flushAll(seconds = 0): Promise<void> {
    const when = seconds === 0 ? '' : ` ${seconds}`;
    await Promise.all(
      (await pool.reachable()).flatMap(([, connection]) =>
        connection.ask(`flush_all${when}\r\n`, /^OK$/),
      ),
    );
  }
  // #endregion flush

  return { stats, slabs, flushAll };
}
