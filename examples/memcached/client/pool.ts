import { serversOf, type ServerAddress } from './address.ts';
import { buckets } from './buckets.ts';
import { pythonCodec, type Codec } from './codec.ts';
import type { Connection } from './connection.ts';
import { NoServer } from './errors.ts';
import { nameOf, type Key, type KeyRules } from './key.ts';
import type { Reply } from './replies.ts';
import type { Placement } from './ring.ts';
import { Server, type ServerOptions } from './server.ts';

export interface ClientOptions extends ServerOptions, KeyRules {
  /** Which server has which key: `buckets` unless given, or `ring`. */
  placement?: Placement;
  codec?: Codec;
  /** Bytes of a value: a megabyte unless given; 0 for any number. */
  maxValueLength?: number;
}

/** Where a key is: what is sent, and on which connection. */
export interface Place {
  name: string;
  connection: Connection;
}

/** The servers, and which of them has a key. */
export class Pool {
  readonly options: ClientOptions;
  readonly codec: Codec;
  servers: Server[] = [];
  #candidates!: (key: string, hash?: number) => Iterable<Server>;
  /** How often all connections were closed. */
  #closed = 0;

  constructor(
    servers: string | ServerAddress[],
    options: ClientOptions,
  ) {
    this.options = options;
    this.codec = options.codec ?? pythonCodec;
    this.setServers(servers);
  }

  /** Other servers from now on; the old ones keep their connection. */
  setServers(servers: string | ServerAddress[]) {
    this.servers = serversOf(servers).map(
      (each) => new Server(each, this.options),
    );
    const { placement = buckets } = this.options;
    this.#candidates = placement(this.servers);
  }

  // #region place
  /**
   * Where a key is: at its first server that is not dead.
   * @throws {KeyError} when no server would take the key.
   * @throws {NoServer} when none can be reached.
   */
  async place(key: Key, prefix = ''): Promise<Place> {
    const [hash, given] = Array.isArray(key) ? key : [undefined, key];
    const name = nameOf(given, prefix, this.options);
    const closed = this.#closed;
    for (const server of this.#candidates(name, hash)) {
      // A call from before opens none that nobody would close.
      if (closed !== this.#closed) break;
      const connection = await server.connection();
      if (connection) return { name, connection };
    }
    const none = `no server for the key "${name}" can be reached`;
    throw new NoServer(none);
  }
  // #endregion place

  // #region call
  /** One command about one key: its reply, or none with `noreply`. */
  async call(
    key: Key,
    command: (name: string) => string | Buffer,
    expects: RegExp,
    noreply = false,
  ): Promise<Reply | undefined> {
    const { name, connection } = await this.place(key);
    const expected = noreply ? [] : [expects];
    return connection.ask(command(name), ...expected)[0];
  }
  // #endregion call

  /** A connection to each server that can be reached. */
  async reachable(): Promise<[Server, Connection][]> {
    const { servers } = this;
    const all = await Promise.all(servers.map((s) => s.connection()));
    return servers.flatMap((s, i) => (all[i] ? [[s, all[i]]] : []));
  }

  /** Closes the connections; calls that wait for one have none. */
  async disconnect(servers = this.servers) {
    this.#closed += 1;
    await Promise.all(servers.map((server) => server.disconnect()));
  }
}
