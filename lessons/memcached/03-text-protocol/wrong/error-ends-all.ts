// Fails: goes on behind an error
// Throws for an error line, and a generator that threw has ended.
import type { Item } from '#examples/memcached/client/replies.ts';

export async function* answers(chunks: AsyncIterable<Buffer>) {
  let bytes: Buffer = Buffer.alloc(0);
  let items: Item[] = [];
  for await (const chunk of chunks) {
    bytes = Buffer.concat([bytes, chunk]);
    for (;;) {
      const end = bytes.indexOf('\r\n');
      if (end < 0) break;
      const line = bytes.toString('utf8', 0, end);
      if (line.startsWith('VALUE ')) {
        const [, key = '', flags, length, cas] = line.split(' ');
        const from = end + 2;
        const to = from + Number(length);
        if (bytes.length < to + 2) break;
        const data = bytes.subarray(from, to);
        const item: Item = { key, flags: Number(flags), data };
        if (cas) item.cas = BigInt(cas);
        items.push(item);
        bytes = bytes.subarray(to + 2);
      } else {
        bytes = bytes.subarray(end + 2);
        if (line !== 'END') throw new Error(line);
        yield { items };
        items = [];
      }
    }
  }
  if (bytes.length > 0 || items.length > 0)
    throw new Error('the bytes end within an answer');
}
