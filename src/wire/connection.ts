import { connect, type Socket } from 'node:net';
import type { Sender } from './message.ts';
import { Pipe, type Line } from './pipe.ts';
import { reset } from './reset.ts';

/** How a connection ended: who was the first, and whether with a reset. */
export interface Closing {
  by: Sender | 'tap' | 'fault';
  reset: boolean;
}

/** A client's connection, and the one made to the server for it. */
export class TappedConnection {
  readonly clientPort: number;
  /** Resolves when both sides are closed. */
  readonly closed: Promise<Closing>;
  #client: Socket;
  #server: Socket;
  #pipes: Pipe[];
  #closing: Closing | undefined;

  /**
   * @param seen gets each chunk right after it was passed on
   * @param stops is asked for each chunk of the client, before it is passed
   * on; where it says so the chunk is lost, and the connection with it
   */
  constructor(
    client: Socket,
    target: { host: string; port: number },
    line: Line,
    seen: (from: Sender, chunk: Buffer) => void,
    stops?: (chunk: Buffer) => boolean,
  ) {
    const server = connect({ ...target, noDelay: true, allowHalfOpen: true });
    this.clientPort = client.remotePort ?? 0;
    this.#client = client;
    this.#server = server;
    const passes = (chunk: Buffer) => {
      if (!stops?.(chunk)) return true;
      this.cut('fault');
      return false;
    };
    this.#pipes = [
      new Pipe(client, server, line, (chunk) => seen('client', chunk), passes),
      new Pipe(server, client, line, (chunk) => seen('server', chunk)),
    ];
    this.#note('client', client);
    this.#note('server', server);
    this.closed = Promise.all([gone(client), gone(server)]).then(
      () => this.#closing ?? { by: 'tap', reset: true },
    );
  }

  #note(by: Sender, socket: Socket) {
    socket.on('end', () => (this.#closing ??= { by, reset: false }));
    socket.on('error', () => (this.#closing ??= { by, reset: true }));
  }

  /** Passes on what is due: the line has changed. */
  pump() {
    for (const pipe of this.#pipes) pipe.pump();
  }

  /** Breaks it, to both sides, as a lost network would. */
  cut(by: 'tap' | 'fault') {
    this.#closing ??= { by, reset: true };
    reset(this.#client);
    reset(this.#server);
  }
}

function gone(socket: Socket): Promise<void> {
  return new Promise((resolve) => socket.once('close', () => resolve()));
}
