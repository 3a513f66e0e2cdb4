import { fits, storageLine } from './storage.ts';

export interface Request {
  words: string[];
  /** With its \r\n. None where none follows, or a too large one. */
  block?: string;
}

// As in Memcached: only a get may be longer.
const LONGEST_LINE = 2048;
const LONGEST_GET = 2 ** 20;

/** Finds the requests in a stream of bytes, wherever its chunks end. */
export class RequestReader {
  #unread = '';
  /** One whose block is not here yet. */
  #line: string[] | undefined;
  /** Bytes that are still to come of a block that is too large. */
  #dropping = 0;

  // #region read
  /** Yields each request as soon as all of it is here. */
  *read(chunk: string): Generator<Request> {
    this.#unread += chunk;
    for (;;) {
      this.#drop();
      const words = this.#line ?? this.#takeLine();
      if (!words) return;
      const line = storageLine(words);
      const length = line ? line.bytes + '\r\n'.length : 0;
      if (line && !fits(line.key, line.bytes)) {
        this.#dropping = length;
        yield { words };
      } else if (line) {
        this.#line = words;
        if (this.#unread.length < length) return;
        this.#line = undefined;
        yield { words, block: this.#take(length) };
      } else yield { words };
    }
  }
  // #endregion read

  /** Whether a line has grown too long before its end came. */
  get isFlooded(): boolean {
    if (this.#line || this.#unread.length <= LONGEST_LINE) return false;
    const isGet = /^gets? /.test(this.#unread);
    return !isGet || this.#unread.length > LONGEST_GET;
  }

  #takeLine(): string[] | undefined {
    const end = this.#unread.indexOf('\n');
    if (end < 0) return undefined;
    const line = this.#take(end + 1).replace(/\r?\n$/, '');
    return line.split(' ').filter((word) => word !== '');
  }

  #take(length: number): string {
    const taken = this.#unread.slice(0, length);
    this.#unread = this.#unread.slice(length);
    return taken;
  }

  #drop(): void {
    this.#dropping -= this.#take(this.#dropping).length;
  }
}
