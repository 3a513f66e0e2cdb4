/** A key has 1 to 250 bytes; there is no space in a word. */
export function isKey(word = ''): boolean {
  return word.length > 0 && word.length <= 250;
}

/** A whole number as C's strtol reads it, or undefined. */
export function whole(word = ''): bigint | undefined {
  return /^[+-]?\d+$/.test(word) ? BigInt(word) : undefined;
}

/** A whole number from 0 to 2^64 - 1, or undefined. */
export function unsigned(word = ''): bigint | undefined {
  const number = whole(word);
  if (number === undefined) return undefined;
  return number === BigInt.asUintN(64, number) ? number : undefined;
}

/** The lowest 32 bits, with a sign: an exptime of 2^32 is 0. */
export function int32(word = ''): number | undefined {
  const number = whole(word);
  if (number === undefined) return undefined;
  return Number(BigInt.asIntN(32, number));
}

export const BAD_FORMAT = 'CLIENT_ERROR bad command line format\r\n';
export const BAD_EXPTIME = 'CLIENT_ERROR invalid exptime argument\r\n';
