import type { Seen } from './check-and-set.ts';
import { exptime } from './exptime.ts';
import type { Key } from './key.ts';
import type { Pool } from './pool.ts';
import type { Reply } from './replies.ts';

/** What is there, and who is to load what is not. */
export interface Found extends Seen {
  /** undefined while there is none. It may be stale. */
  value: unknown;
  /** You are to load it, and to store it with `cas` or give up. */
  won: boolean;
  /** Another has won, and is loading it. */
  taken: boolean;
}

// #region found
/** Of `VA 0 f0 c12 W`: W has won, and Z comes after a W. */
function found(pool: Pool, { line, items }: Reply): Found {
  const words = line.split(' ');
  const won = words.includes('W');
  const taken = words.includes('Z');
  const cas = BigInt(words.find((each) => /^c\d/.test(each))!.slice(1));
  const { flags, data } = items[0]!;
  // Memcached's placeholder: no bytes, and no flags of a codec.
  const empty = (won || taken) && data.length === 0 && flags === 0;
  const value = empty ? undefined : pool.codec.decode(items[0]!);
  return { value, won, taken, cas };
}
// #endregion found

export function recache(pool: Pool) {
  // #region fetch-or-win
  /**
   * The value; where there is none, or a stale one, the first to ask
   * wins. A placeholder stands for what it loads, for `seconds`: then
   * the next to ask wins. `early`: somebody wins already when the value
   * has fewer seconds left than that.
   * @throws {RangeError} for a placeholder that would never end.
   */
  async function fetchOrWin(
    key: Key,
    seconds: number,
    { early }: { early?: number } = {},
  ): Promise<Found> {
    if (!(seconds >= 1)) {
      throw new RangeError(
        `a placeholder for ${seconds} s: give it 1 s or more`,
      );
    }
    const flags = ['v', 'f', 'c', `N${exptime(seconds)}`];
    if (early !== undefined) flags.push(`R${Math.ceil(early)}`);
    const reply = await pool.call(
      key,
      (name) => `mg ${name} ${flags.join(' ')}\r\n`,
      /^VA /,
    );
    return found(pool, reply!);
  }
  // #endregion fetch-or-win

  // #region give-up
  /** Lets the next to ask win, as when the load has failed. */
  async function giveUp(key: Key, won: Found): Promise<void> {
    // A value stays, and is stale; a placeholder goes.
    const stale = won.value === undefined ? '' : ' I';
    await pool.call(
      key,
      (name) => `md ${name} C${won.cas}${stale}\r\n`,
      /^(HD|NF|EX)$/,
    );
  }
  // #endregion give-up

  // #region mark-stale
  /**
   * Lets the next to ask win, and all others have the old value, for
   * `seconds` at most. False when there is none.
   */
  async function markStale(key: Key, seconds: number) {
    const reply = await pool.call(
      key,
      (name) => `md ${name} I T${exptime(seconds)}\r\n`,
      /^(HD|NF)$/,
    );
    return reply!.line === 'HD';
  }
  // #endregion mark-stale

  return { fetchOrWin, giveUp, markStale };
}
