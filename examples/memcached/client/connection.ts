import type { Socket } from 'node:net';
import { Calls } from './calls.ts';
import { ConnectionLost, TimedOut } from './errors.ts';
import { ReplyReader, type Reply } from './replies.ts';

/** One connection: replies come in the order of the requests. */
export class Connection {
  readonly #socket: Socket;
  readonly #calls: Calls;
  readonly #reader = new ReplyReader();
  readonly #onEnd: (error: ConnectionLost) => void;
  /** Why it has ended, when it has. */
  ended: ConnectionLost | undefined;

  /** @param timeout for each reply, in milliseconds */
  constructor(
    socket: Socket,
    timeout: number,
    onEnd: (error: ConnectionLost) => void = () => {},
  ) {
    this.#socket = socket.setNoDelay(true);
    this.#onEnd = onEnd;
    this.#calls = new Calls(timeout, () =>
      // A late reply would be taken for the next one's.
      this.end(`no reply in ${timeout} ms`, TimedOut),
    );
    socket.on('data', (chunk: Buffer) => this.#read(chunk));
    socket.on('error', ({ message }) => this.end(message));
    socket.on('end', () => this.end('the server has closed it'));
  }

  // #region ask
  /**
   * Sends requests in one write. A promise for each reply expected, in
   * their order; none for requests with `noreply`. They reject with
   * Refused for an error of the server's, else with ConnectionLost.
   */
  ask(
    requests: string | Buffer,
    ...expects: RegExp[]
  ): Promise<Reply>[] {
    const replies = this.#calls.add(expects);
    if (this.ended) this.#calls.fail(this.ended);
    else this.#write(requests);
    return replies;
  }

  /** What is asked in one turn of the event loop goes out together. */
  #write(requests: string | Buffer) {
    if (this.#socket.writableCorked === 0) {
      this.#socket.cork();
      process.nextTick(() => this.#socket.uncork());
    }
    this.#socket.write(requests);
  }
  // #endregion ask

  // #region read
  #read(chunk: Buffer) {
    try {
      for (const reply of this.#reader.push(chunk))
        this.#calls.settle(reply);
    } catch (error) {
      this.end((error as Error).message);
    }
  }
  // #endregion read

  // #region end
  /** Ends it; fails the calls in flight, and no others. */
  end(why: string, Lost = ConnectionLost) {
    if (this.ended) return;
    this.ended = new Lost(`the connection is lost: ${why}`);
    this.#socket.destroy();
    this.#calls.fail(this.ended);
    this.#onEnd(this.ended);
  }
  // #endregion end
}
