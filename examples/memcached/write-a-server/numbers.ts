/**
 * A whole number as C's strtol reads a word: a sign is fine, anything
 * else is not. Undefined when it is no number.
 */
export function whole(word = ''): bigint | undefined {
  return /^[+-]?\d+$/.test(word) ? BigInt(word) : undefined;
}

/** A whole number from 0 to 2^64 - 1, or undefined. */
export function unsigned(word = ''): bigint | undefined {
  const number = whole(word);
  if (number === undefined || number < 0n) return undefined;
  return number === BigInt.asUintN(64, number) ? number : undefined;
}

/**
 * A whole number in 32 bits with a sign. Memcached keeps the lowest 32
 * bits of an exptime, so that 2^32 means "for ever".
 */
export function int32(word = ''): number | undefined {
  const number = whole(word);
  if (number === undefined) return undefined;
  return Number(BigInt.asIntN(32, number));
}
