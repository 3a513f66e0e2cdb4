// Fails: reads an integer of any size, digit by digit
// Takes every integer for a number, which has 53 bits.
import { deflateSync, inflateSync } from 'node:zlib';

export interface Stored {
  flags: number;
  data: Buffer;
}

export type Value = string | number | bigint | Buffer;

export const FLAGS = {
  pickle: 1,
  integer: 2,
  long: 4, // of Python 2; an integer too
  compressed: 8,
  text: 16,
} as const;

export const LARGEST = 1024 * 1024;

const INTEGER = FLAGS.integer | FLAGS.long;
const KNOWN = INTEGER | FLAGS.compressed | FLAGS.text;

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
  return Number(digits);
}
