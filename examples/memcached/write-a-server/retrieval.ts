import type { Items } from './items.ts';
import { BAD_FORMAT, isKey } from './words.ts';

/** `get` and `gets`: the items that there are, then END. */
export function get(items: Items, [verb, ...keys]: string[]): string {
  let reply = '';
  for (const key of keys) {
    if (!isKey(key)) return BAD_FORMAT; // in place of all of them
    const item = items.get(key);
    if (!item) continue;
    const { flags, value, unique } = item;
    const last = verb === 'gets' ? ` ${unique}` : '';
    reply += `VALUE ${key} ${flags} ${value.length}${last}\r\n`;
    reply += `${value}\r\n`;
  }
  return `${reply}END\r\n`;
}
