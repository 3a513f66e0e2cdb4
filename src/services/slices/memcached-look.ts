import type {
  MemcachedItem,
  MemcachedState,
} from '../../course/server-state.ts';
import { exchange } from '../exchange.ts';
import { dumpedItems } from './memcached-dump.ts';
import { cut, ENOUGH_BYTES, named, quoted } from './value-text.ts';

/** Items that are listed; more are counted. */
const MOST = 100;
/** Bytes of an item from which on its value is not fetched. */
const LARGE = 64 * 1024;

/**
 * The items of a memcached, with what they hold. memcached counts each as a
 * `get` in its statistics: there is no way to read a value that it does not
 * count.
 */
export async function lookAtMemcached(port: number): Promise<MemcachedState> {
  const all = (await dumpedItems(port)).sort((a, b) =>
    Buffer.compare(a.key, b.key),
  );
  const first = all.slice(0, MOST);
  const asked = first.map(({ key, size }) => {
    const flags = size > LARGE ? 'b f c s t' : 'b f c s t v';
    return `mg ${key.toString('base64')} ${flags}\r\n`;
  });
  const answer = await exchange(port, `${asked.join('')}mn\r\n`, /MN\r\n$/);
  const items = itemsIn(
    answer,
    first.map(({ key }) => key),
  );
  return { service: 'memcached', items, more: all.length - first.length };
}

/**
 * The answers to the `mg`s of these keys, as latin1: `EN` where an item is
 * gone, `HD <flags>`, or `VA <bytes> <flags>` and the value.
 */
function itemsIn(answer: string, keys: Buffer[]): MemcachedItem[] {
  const items: MemcachedItem[] = [];
  let at = 0;
  for (const key of keys) {
    const end = answer.indexOf('\r\n', at);
    const [kind, ...words] = answer.slice(at, end).split(' ');
    at = end + 2;
    if (kind !== 'VA' && kind !== 'HD') continue;
    const flag = (name: string) =>
      words.find((word) => word.startsWith(name))?.slice(1) ?? '';
    const length = Number(flag('s'));
    const value =
      kind === 'VA' ? answer.slice(at, at + length) : `(${length} bytes)`;
    if (kind === 'VA') at += length + 2;
    const seconds = Number(flag('t'));
    const beginning = Buffer.from(value.slice(0, ENOUGH_BYTES), 'latin1');
    items.push({
      key: named(key),
      flags: Number(flag('f')),
      cas: flag('c'),
      length,
      ...(seconds >= 0 && { seconds }),
      value: kind === 'VA' ? cut(quoted(beginning)) : value,
    });
  }
  return items;
}
