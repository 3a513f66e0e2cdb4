import type { Item, Reply } from './reply.ts';

export type { Item, Reply };

/** Longer than any line that a server sends: a key has 250 bytes. */
const LONGEST_LINE = 2048;

/** Makes replies of the bytes, in whatever pieces they come. */
export class ReplyReader {
  #bytes: Buffer = Buffer.alloc(0);
  #reply: Reply = { line: '', items: [], stats: [] };

  // #region push
  /**
   * Yields the replies that are complete with these bytes.
   * @throws {Error} for what is no reply: what follows means nothing.
   */
  *push(chunk: Buffer): Generator<Reply> {
    this.#bytes = Buffer.concat([this.#bytes, chunk]);
    for (;;) {
      const end = this.#line();
      if (end === undefined) return;
      this.#bytes = this.#bytes.subarray(end);
      const reply = this.#reply;
      if (reply.line === '') continue;
      this.#reply = { line: '', items: [], stats: [] };
      yield reply;
    }
  }
  // #endregion push

  // #region line
  /** Reads a line, and the value behind it; to where it has read. */
  #line(): number | undefined {
    const end = this.#bytes.indexOf('\r\n');
    if (end < 0) {
      if (this.#bytes.length < LONGEST_LINE) return undefined;
      throw new Error(`no line ends within ${LONGEST_LINE} bytes`);
    }
    const line = this.#bytes.toString('utf8', 0, end);
    const [word = '', ...rest] = line.split(' ');
    if (word === 'VALUE') return this.#value(line, end + 2);
    if (word === 'VA') return this.#meta(line, end + 2);
    if (word === 'STAT') {
      const [name = '', ...value] = rest;
      this.#reply.stats.push([name, value.join(' ')]);
    } else if (/^([A-Z_]{2,}|\d+)$/.test(word)) {
      this.#reply.line = line;
    } else {
      throw new Error(`"${line.slice(0, 40)}" is no reply`);
    }
    return end + 2;
  }
  // #endregion line

  // #region value
  /** `VALUE key flags length [cas]`, and that many bytes. */
  #value(line: string, from: number): number | undefined {
    const read = /^VALUE ([^ ]+) (\d+) (\d+)(?: (\d+))?$/.exec(line);
    if (!read) throw new Error(`"${line.slice(0, 40)}" is no reply`);
    const [, key = '', flags, length, cas] = read;
    const data = this.#data(from, Number(length));
    if (!data) return undefined;
    const item: Item = { key, flags: Number(flags), data };
    if (cas !== undefined) item.cas = BigInt(cas);
    this.#reply.items.push(item);
    return from + data.length + 2;
  }

  /** The length counts bytes: no end is searched for in a value. */
  #data(from: number, length: number): Buffer | undefined {
    const end = from + length;
    if (this.#bytes.length < end + 2) return undefined;
    if (this.#bytes.toString('latin1', end, end + 2) !== '\r\n') {
      throw new Error(
        `a value has not the ${length} bytes it is said to`,
      );
    }
    // A copy: a part would keep all that came with it in memory.
    return Buffer.from(this.#bytes.subarray(from, end));
  }
  // #endregion value

  // #region meta
  /** `VA length flags` and the bytes: the whole reply to an `mg`. */
  #meta(line: string, from: number): number | undefined {
    const length = Number(/^VA (\d+)( |$)/.exec(line)?.[1]);
    if (!(length >= 0)) throw new Error(`"${line}" is no reply`);
    const data = this.#data(from, length);
    if (!data) return undefined;
    const flags = Number(/ f(\d+)/.exec(line)?.[1] ?? 0);
    this.#reply.items.push({ key: '', flags, data });
    this.#reply.line = line;
    return from + data.length + 2;
  }
  // #endregion meta
}
