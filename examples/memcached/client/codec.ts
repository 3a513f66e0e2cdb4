import { deflateSync, inflateSync } from 'node:zlib';
import { PickleRefused } from './errors.ts';

/** What memcached keeps of a value: bytes, and a note on them. */
export interface Stored {
  flags: number;
  data: Buffer;
}

// #region codec
/** How values become bytes, and values again. */
export interface Codec {
  /** @param compressFrom bytes from which on it compresses; 0: never */
  encode(value: unknown, compressFrom: number): Stored;
  decode(stored: Stored): unknown;
}
// #endregion codec

// #region flags
/** The bits of python-memcached, and one that it leaves free. */
export const FLAGS = {
  bytes: 0,
  pickle: 1,
  integer: 2,
  long: 4, // of Python 2
  compressed: 8,
  text: 16,
  json: 32,
} as const;

const INTEGER = FLAGS.integer | FLAGS.long;
const KNOWN = INTEGER | FLAGS.compressed | FLAGS.text | FLAGS.json;
// #endregion flags

/** A value that unfolds to more than this is refused: 64 MB. */
const LARGEST = 64 * 1024 * 1024;

// #region encode
function plain(value: unknown): Stored {
  if (typeof value === 'string')
    return { flags: FLAGS.text, data: Buffer.from(value) };
  if (value instanceof Uint8Array)
    return { flags: FLAGS.bytes, data: Buffer.from(value) };
  if (typeof value === 'bigint' || Number.isSafeInteger(value))
    return { flags: FLAGS.integer, data: Buffer.from(String(value)) };
  const json = JSON.stringify(value) as string | undefined;
  if (json !== undefined)
    return { flags: FLAGS.json, data: Buffer.from(json) };
  throw new TypeError(`a ${typeof value} cannot be stored`);
}

function encode(value: unknown, compressFrom: number): Stored {
  const { flags, data } = plain(value);
  const worthIt = compressFrom > 0 && data.length > compressFrom;
  if (!worthIt || flags === FLAGS.integer) return { flags, data };
  const smaller = deflateSync(data);
  if (smaller.length >= data.length) return { flags, data };
  return { flags: flags | FLAGS.compressed, data: smaller };
}
// #endregion encode

// #region decode
function decode({ flags, data }: Stored): unknown {
  if (flags & FLAGS.pickle) {
    throw new PickleRefused(
      'a pickle of Python: whoever reads one runs what it says. ' +
        'Let Python store JSON',
    );
  }
  if (flags & ~KNOWN) throw new TypeError(`unknown flags: ${flags}`);
  const bytes =
    flags & FLAGS.compressed
      ? inflateSync(data, { maxOutputLength: LARGEST })
      : data;
  if (flags & FLAGS.text) return bytes.toString();
  if (flags & INTEGER) return integer(bytes.toString());
  if (flags & FLAGS.json) return JSON.parse(bytes.toString());
  return bytes;
}

/** A number where it is exact, else a bigint. */
function integer(text: string): number | bigint {
  const digits = text.trim(); // a counter that shrank ends in spaces
  if (!/^-?\d+$/.test(digits))
    throw new TypeError(`"${text}" is no integer`);
  const number = Number(digits);
  return Number.isSafeInteger(number) ? number : BigInt(digits);
}
// #endregion decode

/** What python-memcached reads and writes; JSON for the rest. */
export const pythonCodec: Codec = { encode, decode };
