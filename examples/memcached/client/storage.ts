import { ValueTooLong } from './errors.ts';
import { exptime, type Expires } from './exptime.ts';
import type { Key } from './key.ts';
import type { Pool } from './pool.ts';

export interface StoreOptions {
  /** Seconds from now, or a moment; never unless given. */
  expires?: Expires;
  /** Compresses a value of more bytes than this; 0, or none: never. */
  compressFrom?: number;
  /** Waits for no reply: true is then only that it was sent. */
  noreply?: boolean;
}

/** What memcached takes with its usual flags, item header and all. */
const LONGEST_VALUE = 1024 * 1024;

// #region request
/**
 * A storage command, with its value.
 * @param verb `set`, `cas` …
 * @param words that stand behind the length, as the number of a `cas`
 * @throws {ValueTooLong}
 */
export function storeRequest(
  pool: Pool,
  [verb, name, ...words]: string[],
  value: unknown,
  { expires, compressFrom = 0, noreply }: StoreOptions,
): Buffer {
  const { flags, data } = pool.codec.encode(value, compressFrom);
  const most = pool.options.maxValueLength ?? LONGEST_VALUE;
  if (most !== 0 && data.length > most) {
    throw new ValueTooLong(
      `the value of "${name}" has ${data.length} bytes; ` +
        `at most ${most} are possible`,
    );
  }
  const numbers = [flags, exptime(expires), data.length];
  const line = [verb, name, ...numbers, ...words];
  if (noreply) line.push('noreply');
  const end = Buffer.from('\r\n');
  return Buffer.concat([Buffer.from(line.join(' ')), end, data, end]);
}
// #endregion request

export function storage(pool: Pool) {
  // #region store
  const store =
    (verb: string) =>
    async (key: Key, value: unknown, options: StoreOptions = {}) => {
      const reply = await pool.call(
        key,
        (name) => storeRequest(pool, [verb, name], value, options),
        /^(NOT_)?STORED$/,
        options.noreply,
      );
      return reply?.line !== 'NOT_STORED';
    };
  // #endregion store

  return {
    /** Stores a value, whatever was there. True when it was stored. */
    set: store('set'),
    /** Stores a value where there is none; else resolves to false. */
    add: store('add'),
    /** Stores a value where there is one; else resolves to false. */
    replace: store('replace'),
    /** Puts bytes behind the value that is there; else false. */
    append: store('append'),
    /** Puts bytes before the value that is there; else false. */
    prepend: store('prepend'),
  };
}
