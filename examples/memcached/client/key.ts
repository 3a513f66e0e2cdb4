import {
  KeyHasSpace,
  KeyMissing,
  KeyNotEncodable,
  KeyNotText,
  KeyTooLong,
} from './errors.ts';

/** A key, or a hash with it that decides which server has the key. */
export type Key = Name | [hash: number, key: Name];
/** A number counts as its digits. */
export type Name = string | number;

/** The most bytes of a key that memcached takes. */
const LONGEST_KEY = 250;

export interface KeyRules {
  /** Look at every key before it is sent. True unless given. */
  checkKeys?: boolean;
  /** Bytes, with the prefix. 250 unless given; 0 for any number. */
  maxKeyLength?: number;
}

// #region check-key
/**
 * Throws what is wrong with a key, before it is sent: to a server a
 * space ends the key, and a line end the command.
 * @throws {KeyError} one of its five
 */
export function checkKey(
  key: unknown,
  { maxKeyLength }: KeyRules = {},
) {
  if (key === undefined || key === null || key === '') {
    throw new KeyMissing('there is no key');
  }
  if (typeof key !== 'string') {
    throw new KeyNotText(`the key is a ${typeof key}, not a text`);
  }
  if (!key.isWellFormed()) {
    throw new KeyNotEncodable('the key holds half a surrogate pair');
  }
  const bytes = Buffer.byteLength(key);
  const most = maxKeyLength ?? LONGEST_KEY;
  if (most !== 0 && bytes > most) {
    throw new KeyTooLong(
      `the key has ${bytes} bytes; at most ${most} are possible`,
    );
  }
  if (/[\0-\x20\x7f]/.test(key)) {
    throw new KeyHasSpace(
      `a space or control character in ${JSON.stringify(key)}`,
    );
  }
}
// #endregion check-key

/**
 * A key as it is sent: with its prefix, and a number as its digits.
 * @throws {KeyError}
 */
export function nameOf(key: Name, prefix: string, rules: KeyRules) {
  const text = typeof key === 'number' ? String(key) : key;
  if (rules.checkKeys === false) return prefix + text;
  // What is no text would be one behind a prefix.
  if (prefix === '' || typeof text !== 'string') checkKey(text, rules);
  if (prefix !== '') checkKey(prefix + text, rules);
  return prefix + text;
}
