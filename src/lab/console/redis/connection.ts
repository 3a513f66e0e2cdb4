import { connect, type Socket } from 'node:net';
import { FAR_TOO_MUCH, PASSED_OVER } from '../limits.ts';
import type { Shown } from '../shown.ts';
import { Bytes } from './bytes.ts';
import { showReply, type Kind } from './show-reply.ts';

/** A command that was sent, and waits for its answer. */
interface Asked {
  write(text: string): void;
  raw: boolean;
  /** Told the kind of its answer, and undefined when none will come. */
  answered(kind: Kind | undefined): void;
}

/** A connection in RESP, whose answers are shown as they come. */
export class RedisConnection {
  #socket: Socket;
  #bytes = new Bytes();
  #shown: Shown;
  #asked: Asked[] = [];
  /** Bytes that came since the last command. */
  #came = 0;
  #reading: Generator<undefined, void>;
  #own = false;
  /** What was read of one chunk, and is shown together. */
  #gathered = { text: '', stream: false };
  readonly port: number;

  private constructor(socket: Socket, port: number, shown: Shown) {
    this.#socket = socket;
    this.#shown = shown;
    this.port = port;
    this.#reading = this.#read();
  }

  /** Resolves when connected; `closed` is called when the server hangs up. */
  static open(
    address: string,
    shown: Shown,
    closed: () => void,
    signal: AbortSignal,
  ): Promise<RedisConnection> {
    const port = Number(new URL(address).port);
    return new Promise((resolve, reject) => {
      const socket = connect({
        port,
        host: '127.0.0.1',
        noDelay: true,
        signal,
      });
      const made = new RedisConnection(socket, port, shown);
      socket.once('error', reject);
      socket.on('data', (chunk) => made.#take(chunk));
      socket.once('connect', () => {
        resolve(made);
        socket.once('close', () => {
          for (const each of made.#asked.splice(0)) each.answered(undefined);
          if (!made.#own) closed();
        });
      });
    });
  }

  /** Sends a command; resolves to the kind of its answer, when it was shown. */
  send(
    words: Buffer[],
    { raw = false, write = (text: string) => this.#write(text) } = {},
  ): Promise<Kind | undefined> {
    this.#came = 0;
    return new Promise((resolve) => {
      if (this.#socket.destroyed) return resolve(undefined);
      this.#asked.push({ write, raw, answered: resolve });
      this.#socket.write(`*${words.length}\r\n`);
      for (const word of words) {
        this.#socket.write(`$${word.length}\r\n`);
        this.#socket.write(word);
        this.#socket.write('\r\n');
      }
    });
  }

  /** True while a command is not answered. */
  get waits(): boolean {
    return this.#asked.length > 0;
  }

  close() {
    this.#own = true;
    this.#socket.destroy();
    for (const each of this.#asked.splice(0)) each.answered(undefined);
  }

  #write(text: string, stream = false) {
    if (stream !== this.#gathered.stream) this.#flush();
    this.#gathered.text += text;
    this.#gathered.stream = stream;
  }

  #flush() {
    const { text, stream } = this.#gathered;
    this.#gathered.text = '';
    this.#shown.text(this.#named(text), stream);
  }

  /** The address that the course calls it by. */
  #named(text: string): string {
    return text
      .replaceAll(`127.0.0.1:${this.port}`, '127.0.0.1:6379')
      .replaceAll(`tcp_port:${this.port}`, 'tcp_port:6379');
  }

  #take(chunk: Buffer) {
    if (this.#own) return;
    this.#came += chunk.length;
    if (this.#came > PASSED_OVER && this.#shown.full) {
      this.#shown.note(FAR_TOO_MUCH);
      return this.#socket.destroy();
    }
    try {
      this.#bytes.push(chunk);
      this.#reading.next();
    } catch {
      this.#shown.note('What the server says now is not RESP any more.');
      this.#socket.destroy();
    }
  }

  /** Each reply to the command it answers; others come unasked. */
  *#read(): Generator<undefined, void> {
    const first = () => this.#asked[0];
    const look = {
      write: (text: string) =>
        first() ? first()!.write(text) : this.#write(text, true),
      full: () => this.#gathered.text.length >= this.#shown.left,
      raw: () => first()?.raw ?? false,
    };
    for (;;) {
      const kind = yield* showReply(this.#bytes, look);
      this.#flush();
      this.#asked.shift()?.answered(kind);
    }
  }
}
