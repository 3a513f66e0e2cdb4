import type { Key } from './key.ts';
import type { Pool } from './pool.ts';

export function retrieval(pool: Pool) {
  // #region get
  /** The value, or undefined on a miss. */
  async function get(key: Key): Promise<unknown> {
    const reply = await pool.call(
      key,
      (name) => `get ${name}\r\n`,
      /^END$/,
    );
    const item = reply!.items[0];
    return item && pool.codec.decode(item);
  }
  // #endregion get

  return { get };
}
