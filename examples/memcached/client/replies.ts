/** An item as the server gives it. */
export interface Item {
  key: string;
  /** 32 bits that belong to the clients: what type the value has. */
  flags: number;
  data: Buffer;
  /** Changes with every write; only in a reply to `gets`. */
  cas?: bigint;
}

/** A whole reply: its last line, and what came before that. */
export interface Reply {
  line: string;
  items: Item[];
  stats: [name: string, value: string][];
}

/** Longer than any line that a server sends: a key has 250 bytes. */
const LONGEST_LINE = 2048;

const empty = (): Reply => ({ line: '', items: [], stats: [] });

/** Makes replies of the bytes, in whatever pieces they come. */
export class ReplyReader {
  #bytes: Buffer = Buffer.alloc(0);
  #reply = empty();

  // #region push
  /**
   * The replies that are complete with these bytes.
   * @throws {Error} for what is no reply: what follows means nothing.
   */
  push(chunk: Buffer): Reply[] {
    this.#bytes = Buffer.concat([this.#bytes, chunk]);
    const replies: Reply[] = [];
    let read = 0;
    for (;;) {
      const end = this.#line(read);
      if (end === undefined) break;
      read = end;
      if (this.#reply.line === '') continue;
      replies.push(this.#reply);
      this.#reply = empty();
    }
    this.#bytes = this.#bytes.subarray(read);
    return replies;
  }
  // #endregion push

  // #region line
  /** Reads a line, and the value behind it; to where it has read. */
  #line(from: number): number | undefined {
    const end = this.#bytes.indexOf('\r\n', from);
    const most = Math.min(this.#bytes.length, from + LONGEST_LINE);
    if (end < 0 && most < from + LONGEST_LINE) return undefined;
    const line = this.#bytes.toString(
      'utf8',
      from,
      end < 0 ? most : end,
    );
    const [word = '', ...rest] = line.split(' ');

    if (word === 'VALUE') return this.#value(line, end + 2);
    if (word === 'STAT') {
      const [name = '', ...value] = rest;
      this.#reply.stats.push([name, value.join(' ')]);
    } else if (end >= 0 && /^([A-Z_]{2,}|\d+)$/.test(word)) {
      this.#reply.line = line;
    } else {
      throw new Error(`"${line.slice(0, 40)}" is no reply`);
    }
    return end + 2;
  }
  // #endregion line

  // #region value
  /** Its length is in bytes: nothing is searched for in a value. */
  #value(line: string, from: number): number | undefined {
    const read = /^VALUE (\S+) (\d+) (\d+)(?: (\d+))?$/.exec(line);
    if (!read) throw new Error(`"${line.slice(0, 40)}" is no reply`);
    const [, key = '', flags, length, cas] = read;
    const end = from + Number(length);
    if (this.#bytes.length < end + 2) return undefined;
    if (this.#bytes.toString('latin1', end, end + 2) !== '\r\n') {
      throw new Error(`the value of "${key}" has not ${length} bytes`);
    }
    // A copy: a part would keep all that came with it in memory.
    const data = Buffer.from(this.#bytes.subarray(from, end));
    const item: Item = { key, flags: Number(flags), data };
    if (cas !== undefined) item.cas = BigInt(cas);
    this.#reply.items.push(item);
    return end + 2;
  }
  // #endregion value
}
