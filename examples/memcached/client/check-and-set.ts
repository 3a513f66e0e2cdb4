import type { Key } from './key.ts';
import type { Pool } from './pool.ts';
import { storeRequest, type StoreOptions } from './storage.ts';

/** A value, and the number that its next write must name. */
export interface Seen {
  value: unknown;
  cas: bigint;
}

export type CasResult = 'stored' | 'exists' | 'not found';

const RESULTS: Record<string, CasResult> = {
  STORED: 'stored',
  EXISTS: 'exists',
  NOT_FOUND: 'not found',
};

export function checkAndSet(pool: Pool) {
  // #region gets
  /** The value, and its number; undefined on a miss. */
  async function gets(key: Key): Promise<Seen | undefined> {
    const reply = await pool.call(
      key,
      (name) => `gets ${name}\r\n`,
      /^END$/,
    );
    const item = reply!.items[0];
    if (!item) return undefined;
    return { value: pool.codec.decode(item), cas: item.cas! };
  }
  // #endregion gets

  // #region cas
  /**
   * Stores a value unless somebody has written since `gets` gave
   * `seen`: then it resolves to 'exists', or to 'not found' when the
   * item is gone. With noreply it resolves to 'stored' at once.
   */
  async function cas(
    key: Key,
    value: unknown,
    seen: Pick<Seen, 'cas'>,
    options: StoreOptions = {},
  ): Promise<CasResult> {
    const words = [String(seen.cas)];
    const reply = await pool.call(
      key,
      (name) =>
        storeRequest(pool, ['cas', name, ...words], value, options),
      /^(STORED|EXISTS|NOT_FOUND)$/,
      options.noreply,
    );
    return RESULTS[reply?.line ?? 'STORED']!;
  }
  // #endregion cas

  return { gets, cas };
}
