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

/**
 * What Python would store for a value. A text or bytes of more than
 * `compressFrom` bytes are compressed, where that makes them smaller;
 * 0 is never.
 * @throws {TypeError} for what is none of the four types, or no integer.
 */
export function encode(value: Value, compressFrom: number): Stored {
  throw new Error(
    `Then here: the bytes and flags of a ${typeof value}, compressed from ${compressFrom} bytes on.`,
  );
}

/**
 * The value that Python stored.
 * @throws {Error} for a pickle, for a flag that is not in FLAGS, for
 * digits that are none, and for more than LARGEST bytes.
 */
export function decode({ flags, data }: Stored): Value {
  throw new Error(
    `Begin here: ${data.length} bytes with the flags ${flags} are to be a value.`,
  );
}
