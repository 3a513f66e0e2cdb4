// Fails: gives an answer before it asks for more bytes
// Collects all the bytes first: a connection has no last byte.
import type { Item } from '#examples/memcached/client/replies.ts';

export async function* answers(chunks: AsyncIterable<Buffer>) {
  const all: Buffer[] = [];
  for await (const chunk of chunks) all.push(chunk);
  const bytes = Buffer.concat(all);
  let at = 0;
  let items: Item[] = [];
  while (at < bytes.length) {
    const end = bytes.indexOf('\r\n', at);
    if (end < 0) throw new Error('the bytes end within a line');
    const line = bytes.toString('utf8', at, end);
    at = end + 2;
    if (!line.startsWith('VALUE ')) {
      yield line === 'END' ? { items } : { items, error: line };
      items = [];
      continue;
    }
    const [, key = '', flags, length, cas] = line.split(' ');
    const data = bytes.subarray(at, at + Number(length));
    const item: Item = { key, flags: Number(flags), data };
    if (cas) item.cas = BigInt(cas);
    items.push(item);
    at += Number(length) + 2;
  }
  if (items.length > 0) throw new Error('there is no END');
}
