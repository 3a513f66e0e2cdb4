import { endpoint, type ServerOfPool } from './address.ts';
import { connectTo } from './connect.ts';
import type { Connection } from './connection.ts';
import { TimedOut, type ConnectionLost } from './errors.ts';

export interface ServerOptions {
  /** Milliseconds to connect, and for each reply. 3000 unless given. */
  timeout?: number;
  /** Milliseconds until a dead server is tried again, or 30000. */
  deadRetry?: number;
  /** Empties a server that comes back: what it has may be stale. */
  flushOnReconnect?: boolean;
  /** Is told which server is dead, and why. */
  log?: (line: string) => void;
}

/** A server: its one connection, and until when it is dead. */
export class Server {
  readonly address: string;
  readonly name: string;
  readonly weight: number;
  readonly #options: ServerOptions;
  #connection: Connection | undefined;
  /** While it is being opened. */
  #opening: Promise<Connection | undefined> | undefined;
  #deadUntil = 0;
  #wasDead = false;

  constructor(
    { address, name, weight }: Required<ServerOfPool>,
    options: ServerOptions = {},
  ) {
    this.address = address;
    this.name = name;
    this.weight = weight;
    this.#options = options;
  }

  // #region connection
  /** Its connection, opened where need be; none while it is dead. */
  async connection(): Promise<Connection | undefined> {
    const known = this.#connection;
    if (known && !known.ended) return known;
    if (performance.now() < this.#deadUntil) return undefined;
    // The first to come opens it, and the others wait for the same.
    this.#opening ??= this.#open();
    return this.#opening;
  }

  async #open(): Promise<Connection | undefined> {
    const { timeout = 3000, flushOnReconnect } = this.#options;
    let opened: Connection | undefined;
    try {
      const to = endpoint(this.address);
      opened = await connectTo(to, timeout, (why) => this.#ended(why));
      if (this.#wasDead && flushOnReconnect)
        await Promise.all(opened.ask('flush_all\r\n', /^OK$/));
      this.#wasDead = false;
      return (this.#connection = opened);
    } catch (error) {
      opened?.end('it could not be emptied');
      this.#dead((error as Error).message);
      return undefined;
    } finally {
      this.#opening = undefined;
    }
  }
  // #endregion connection

  // #region dead
  /** One that has hung up is tried again at once, unlike a mute one. */
  #ended(error: ConnectionLost) {
    // While it is being opened, #open tells of it.
    if (this.#opening) return;
    if (error instanceof TimedOut) this.#dead(error.message);
  }

  #dead(why: string) {
    const { deadRetry = 30_000, log } = this.#options;
    this.#deadUntil = performance.now() + deadRetry;
    this.#wasDead = true;
    log?.(`${this.address} is dead for ${deadRetry} ms: ${why}`);
  }

  /** Lets it be tried again with the next call. */
  forgetDead() {
    this.#deadUntil = 0;
  }
  // #endregion dead

  /** Closes its connection; the next call opens another one. */
  async disconnect() {
    this.#connection?.end('the client has closed it');
    (await this.#opening)?.end('the client has closed it');
  }
}
