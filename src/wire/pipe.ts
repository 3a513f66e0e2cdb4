import type { Socket } from 'node:net';
import { reset } from './reset.ts';

/** What all connections of a tap have in common; it may change meanwhile. */
export interface Line {
  /** Milliseconds that each way takes. */
  delay: number;
  /** Nothing is passed on. */
  paused: boolean;
}

/** Bytes that may be on their way before the sender has to wait. */
const MAX_QUEUED = 4 * 1024 * 1024;

/** One way of a connection: passes on bytes, their end, and a reset. */
export class Pipe {
  #from: Socket;
  #to: Socket;
  #line: Line;
  #forwarded: (chunk: Buffer) => void;
  #passes: (chunk: Buffer) => boolean;
  /** Chunks on their way, in order; nothing stands for the end. */
  #queue: { due: number; chunk: Buffer | undefined }[] = [];
  #queued = 0;
  #timer: NodeJS.Timeout | undefined;

  /**
   * @param forwarded gets each chunk right after it was passed on
   * @param passes is asked for each chunk when it comes
   */
  constructor(
    from: Socket,
    to: Socket,
    line: Line,
    forwarded: (chunk: Buffer) => void,
    passes: (chunk: Buffer) => boolean = () => true,
  ) {
    this.#from = from;
    this.#to = to;
    this.#line = line;
    this.#forwarded = forwarded;
    this.#passes = passes;
    from.on('data', (chunk: Buffer) => this.#take(chunk));
    from.on('end', () => this.#take(undefined));
    from.on('error', () => reset(to));
    // What it sent before its end is on its way still, and so is the end.
    from.on('close', () => {
      if (!from.readableEnded) clearTimeout(this.#timer);
    });
    to.on('close', () => clearTimeout(this.#timer));
    to.on('drain', () => this.#flow());
  }

  #take(chunk: Buffer | undefined) {
    if (chunk && !this.#passes(chunk)) return;
    const { delay, paused } = this.#line;
    if (delay === 0 && !paused && this.#queue.length === 0) {
      return this.#forward(chunk);
    }
    this.#queue.push({ due: performance.now() + delay, chunk });
    this.#queued += chunk?.length ?? 0;
    this.pump();
  }

  /** Passes on what is due. To be called when the line changes. */
  pump() {
    clearTimeout(this.#timer);
    while (!this.#line.paused && this.#queue.length > 0) {
      const { due, chunk } = this.#queue[0]!;
      const wait = due - performance.now();
      if (wait > 0) {
        this.#timer = setTimeout(() => this.pump(), Math.ceil(wait));
        break;
      }
      this.#queue.shift();
      this.#queued -= chunk?.length ?? 0;
      this.#forward(chunk);
    }
    this.#flow();
  }

  #forward(chunk: Buffer | undefined) {
    if (!chunk) {
      this.#to.end();
      return;
    }
    if (!this.#to.write(chunk)) this.#from.pause();
    this.#forwarded(chunk);
  }

  /** Lets the sender wait for as long as too much is on its way. */
  #flow() {
    if (this.#queued > MAX_QUEUED || this.#to.writableNeedDrain) {
      this.#from.pause();
    } else {
      this.#from.resume();
    }
  }
}
