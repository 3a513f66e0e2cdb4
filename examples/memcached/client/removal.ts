import { exptime, type Expires } from './exptime.ts';
import type { Key } from './key.ts';
import type { Pool } from './pool.ts';

/** With `noreply` the result is true as soon as it was sent. */
export interface QuietOption {
  noreply?: boolean;
}

export function removal(pool: Pool) {
  // #region delete
  /** Removes an item: false when there was none. */
  async function remove(key: Key, { noreply }: QuietOption = {}) {
    const reply = await pool.call(
      key,
      (name) => `delete ${name}${noreply ? ' noreply' : ''}\r\n`,
      /^(DELETED|NOT_FOUND)$/,
      noreply,
    );
    return reply?.line !== 'NOT_FOUND';
  }
  // #endregion delete

  // #region touch
  /** Gives an item another time to live: false when there is none. */
  async function touch(
    key: Key,
    expires: Expires,
    { noreply }: QuietOption = {},
  ) {
    const until = exptime(expires);
    const reply = await pool.call(
      key,
      (name) =>
        `touch ${name} ${until}${noreply ? ' noreply' : ''}\r\n`,
      /^(TOUCHED|NOT_FOUND)$/,
      noreply,
    );
    return reply?.line !== 'NOT_FOUND';
  }
  // #endregion touch

  return { delete: remove, touch };
}
