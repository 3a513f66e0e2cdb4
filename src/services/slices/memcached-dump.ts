import { setTimeout as sleep } from 'node:timers/promises';
import { exchange } from '../exchange.ts';

/** How often memcached is asked while its crawler is at other work. */
const ATTEMPTS = 20;
/** How often where it lists fewer items than it counts. */
const INCOMPLETE = 4;

/** What memcached lists of an item. */
export interface DumpedItem {
  key: Buffer;
  /** Bytes that it takes in memory. */
  size: number;
}

/**
 * All items of a memcached. Its crawler passes over one that a connection is
 * being sent (`crawler.c`: "refcount locked"), which it is for a moment after
 * the client has it: where fewer are listed than there are (`curr_items`), it
 * is asked again. Expired items are counted as well, until their memory is
 * wanted. Throws where it has no crawler.
 */
export async function dumpedItems(port: number): Promise<DumpedItem[]> {
  for (let attempt = 1; ; attempt++) {
    const dump = await exchange(
      port,
      'lru_crawler metadump all\r\n',
      /(^|\n)END\r\n$|^(BUSY|ERROR|CLIENT_ERROR).*\r\n/,
    );
    const refused = /^(BUSY|ERROR|CLIENT_ERROR).*/.exec(dump);
    if (refused && attempt === ATTEMPTS)
      throw new Error(`memcached lists no items: ${refused[0]}`);
    const items = itemsIn(dump);
    if (!refused && attempt >= INCOMPLETE) return items;
    if (!refused && items.length >= (await counted(port))) return items;
    await sleep(10);
  }
}

async function counted(port: number): Promise<number> {
  const stats = await exchange(port, 'stats\r\n', /(^|\n)END\r\n$/);
  return Number(/^STAT curr_items (\d+)/m.exec(stats)?.[1] ?? 0);
}

/** Each is a line `key=… exp=… … size=…`, its key encoded as in a URL. */
function itemsIn(dump: string): DumpedItem[] {
  return [...dump.matchAll(/^key=(\S+) .*\bsize=(\d+)/gm)].map(
    ([, key = '', size]) => ({ key: decoded(key), size: Number(size) }),
  );
}

/** A key may hold any bytes: they need not be text. */
function decoded(key: string): Buffer {
  const bytes = key.replace(/%([0-9a-f]{2})/gi, (_, hex: string) =>
    String.fromCharCode(parseInt(hex, 16)),
  );
  return Buffer.from(bytes, 'latin1');
}
