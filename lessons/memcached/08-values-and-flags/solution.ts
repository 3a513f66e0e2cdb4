import { deflateSync, inflateSync } from 'node:zlib';

/** What Memcached keeps of a value: bytes, and 32 bits to describe them. */
export interface Stored {
  flags: number;
  data: Buffer;
}

/** A number is an integer here; a bigint where it would not be exact. */
export type Value = string | number | bigint | Buffer;

/** The bits of python-memcached. Bytes have none of them. */
export const FLAGS = {
  pickle: 1,
  integer: 2,
  long: 4, // of Python 2; an integer too
  compressed: 8,
  text: 16,
} as const;

/** A value has at most so many bytes, unfolded: a megabyte. */
export const LARGEST = 1024 * 1024;

const INTEGER = FLAGS.integer | FLAGS.long;
const KNOWN = INTEGER | FLAGS.compressed | FLAGS.text;

/**
 * What Python would store for a value. A text or bytes of more than
 * `compressFrom` bytes are compressed, where that makes them smaller;
 * 0 is never.
 * @throws {TypeError} for what is none of the four types, or no integer.
 */
export function encode(value: Value, compressFrom: number): Stored {
  if (typeof value === 'bigint' || Number.isSafeInteger(value))
    return { flags: FLAGS.integer, data: Buffer.from(String(value)) };
  if (typeof value !== 'string' && !Buffer.isBuffer(value))
    throw new TypeError(
      `a ${typeof value} that is no integer: ${value}`,
    );

  const flags = typeof value === 'string' ? FLAGS.text : 0;
  const data = Buffer.from(value);
  if (compressFrom === 0 || data.length <= compressFrom)
    return { flags, data };
  const smaller = deflateSync(data);
  if (smaller.length >= data.length) return { flags, data };
  return { flags: flags | FLAGS.compressed, data: smaller };
}

/**
 * The value that Python stored.
 * @throws {Error} for a pickle, for a flag that is not in FLAGS, for
 * digits that are none, and for more than LARGEST bytes.
 */
export function decode({ flags, data }: Stored): Value {
  if (flags & ~KNOWN)
    throw new TypeError(`a pickle, or unknown: the flags ${flags}`);
  const bytes =
    flags & FLAGS.compressed
      ? inflateSync(data, { maxOutputLength: LARGEST })
      : data;
  if (flags & FLAGS.text) return bytes.toString();
  if (flags & INTEGER) return integer(bytes.toString().trim());
  return bytes;
}

function integer(digits: string): number | bigint {
  if (!/^-?\d+$/.test(digits))
    throw new TypeError(`"${digits}" is no integer`);
  const number = Number(digits);
  return Number.isSafeInteger(number) ? number : BigInt(digits);
}
