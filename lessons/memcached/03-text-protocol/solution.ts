import type { Item } from '#examples/memcached/client/replies.ts';

/** What came back to one `get` or `gets`. */
export interface Answer {
  /** The items that were there, in the order of the server. */
  items: Item[];
  /** The line of ERROR, CLIENT_ERROR or SERVER_ERROR, if it is one. */
  error?: string;
}

/** The bytes of all chunks, in the portions that are asked for. */
function portions(chunks: AsyncIterable<Buffer>) {
  const arriving = chunks[Symbol.asyncIterator]();
  let bytes = Buffer.alloc(0);

  async function more() {
    const { done, value } = await arriving.next();
    if (done) throw new Error('the bytes end within an answer');
    bytes = Buffer.concat([bytes, value]);
  }

  /** The next so many bytes. */
  async function take(length: number): Promise<Buffer> {
    while (bytes.length < length) await more();
    const taken = Buffer.from(bytes.subarray(0, length));
    bytes = bytes.subarray(length);
    return taken;
  }

  /** The next line, without its end. */
  async function line(): Promise<string> {
    while (!bytes.includes('\r\n')) await more();
    const length = bytes.indexOf('\r\n');
    const taken = await take(length + 2);
    return taken.toString('utf8', 0, length);
  }

  /** Whether there is anything left; waits until that is known. */
  async function any(): Promise<boolean> {
    while (bytes.length === 0) {
      const { done, value } = await arriving.next();
      if (done) return false;
      bytes = Buffer.from(value);
    }
    return true;
  }

  return { take, line, any };
}

/**
 * The answers to each `get` and `gets` of a connection, in order, each
 * as soon as its last byte is there. The bytes may come in any pieces.
 *
 * Ends when the bytes end; throws when they end within an answer.
 */
export async function* answers(
  chunks: AsyncIterable<Buffer>,
): AsyncGenerator<Answer> {
  const input = portions(chunks);
  while (await input.any()) {
    const items: Item[] = [];
    let line = await input.line();
    while (line.startsWith('VALUE ')) {
      const [, key = '', flags, length, cas] = line.split(' ');
      const data = await input.take(Number(length));
      await input.take(2); // the line end behind the value
      const item: Item = { key, flags: Number(flags), data };
      if (cas !== undefined) item.cas = BigInt(cas);
      items.push(item);
      line = await input.line();
    }
    yield line === 'END' ? { items } : { items, error: line };
  }
}
