// Fails: gives the same answers one byte at a time
// Thinks that what one side writes at once, the other reads at once.
import type { Item } from '#examples/memcached/client/replies.ts';

export async function* answers(chunks: AsyncIterable<Buffer>) {
  for await (const chunk of chunks) {
    let at = 0;
    let items: Item[] = [];
    while (at < chunk.length) {
      const end = chunk.indexOf('\r\n', at);
      if (end < 0) throw new Error('a line without an end');
      const line = chunk.toString('utf8', at, end);
      at = end + 2;
      if (!line.startsWith('VALUE ')) {
        yield line === 'END' ? { items } : { items, error: line };
        items = [];
        continue;
      }
      const [, key = '', flags, length, cas] = line.split(' ');
      const data = chunk.subarray(at, at + Number(length));
      const item: Item = { key, flags: Number(flags), data };
      if (cas) item.cas = BigInt(cas);
      items.push(item);
      at += Number(length) + 2;
    }
    if (items.length > 0) throw new Error('there is no END');
  }
}
