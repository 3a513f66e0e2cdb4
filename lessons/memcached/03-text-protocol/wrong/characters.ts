// Fails: counts the length in bytes
// Makes text of the bytes first, and counts its characters.
import type { Item } from '#examples/memcached/client/replies.ts';

export async function* answers(chunks: AsyncIterable<Buffer>) {
  const decoder = new TextDecoder();
  let text = '';
  let items: Item[] = [];
  for await (const chunk of chunks) {
    text += decoder.decode(chunk, { stream: true });
    for (;;) {
      const end = text.indexOf('\r\n');
      if (end < 0) break;
      const line = text.slice(0, end);
      if (line.startsWith('VALUE ')) {
        const [, key = '', flags, length, cas] = line.split(' ');
        const from = end + 2;
        const to = from + Number(length);
        if (text.length < to + 2) break;
        const data = Buffer.from(text.slice(from, to));
        const item: Item = { key, flags: Number(flags), data };
        if (cas) item.cas = BigInt(cas);
        items.push(item);
        text = text.slice(to + 2);
      } else {
        text = text.slice(end + 2);
        yield line === 'END' ? { items } : { items, error: line };
        items = [];
      }
    }
  }
  if (text !== '' || items.length > 0)
    throw new Error('the bytes end within an answer');
}
