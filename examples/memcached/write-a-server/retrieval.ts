import { momentOf, type Items } from './items.ts';
import { int32 } from './numbers.ts';
import { BAD_EXPTIME, BAD_FORMAT, isKey } from './replies.ts';

/** `get` and `gets`: the items that there are, then END. */
export function get(items: Items, [verb, ...keys]: string[]): string {
  return values(items, keys, verb === 'gets');
}

/** `gat` and `gats`: the same, and a new exptime for each. */
export function getAndTouch(items: Items, words: string[]): string {
  const [verb, time, ...keys] = words;
  const exptime = int32(time);
  if (exptime === undefined) return BAD_EXPTIME;
  return values(items, keys, verb === 'gats', momentOf(exptime));
}

export function touch(items: Items, words: string[]): string {
  const [, key = '', time] = words;
  if (!isKey(key)) return BAD_FORMAT;
  const exptime = int32(time);
  if (exptime === undefined) return BAD_EXPTIME;
  const item = items.get(key);
  if (!item) return 'NOT_FOUND\r\n';
  item.expires = momentOf(exptime);
  return 'TOUCHED\r\n';
}

// #region values
function values(
  items: Items,
  keys: string[],
  withUnique: boolean,
  expires?: number,
): string {
  let reply = '';
  for (const key of keys) {
    if (!isKey(key)) return BAD_FORMAT; // in place of all of them
    const item = items.get(key);
    if (!item) continue;
    const { flags, value, unique } = item;
    if (expires !== undefined) item.expires = expires;
    const last = withUnique ? ` ${unique}` : '';
    reply += `VALUE ${key} ${flags} ${value.length}${last}\r\n`;
    reply += `${value}\r\n`;
  }
  return `${reply}END\r\n`;
}
// #endregion values
