import type { Items } from './items.ts';
import { BAD_FORMAT, isKey, unsigned } from './words.ts';

const NO_NUMBER =
  'CLIENT_ERROR cannot increment or decrement non-numeric value\r\n';

// Digits, between white space as C knows it.
const DIGITS = /^[ \t-\r]*(\+?\d+)(?:[ \t-\r]|$)/;

/** The number that a value begins with, if it does. */
function numberIn(value: string): bigint | undefined {
  return unsigned(DIGITS.exec(value)?.[1]);
}

/** `incr` wraps at 2^64, `decr` stops at 0. */
export function count(items: Items, words: string[]): string {
  const [verb, key = '', by] = words;
  if (!isKey(key)) return BAD_FORMAT;
  const delta = unsigned(by);
  if (delta === undefined)
    return 'CLIENT_ERROR invalid numeric delta argument\r\n';
  const item = items.get(key);
  if (!item) return 'NOT_FOUND\r\n';
  const before = numberIn(item.value);
  if (before === undefined) return NO_NUMBER;
  const less = before > delta ? before - delta : 0n;
  const after =
    verb === 'incr' ? BigInt.asUintN(64, before + delta) : less;
  // As in Memcached: a shorter number is written over the longer one.
  const value = String(after).padEnd(item.value.length);
  items.set(key, { ...item, value });
  return `${after}\r\n`;
}
