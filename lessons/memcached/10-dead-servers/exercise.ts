import { endpoint } from '#examples/memcached/client/address.ts';
import { connectTo } from '#examples/memcached/client/connect.ts';
import type { Connection } from '#examples/memcached/client/connection.ts';

/** A memcached that may be dead for a while. */
export interface Server {
  /**
   * Its one connection, opened with the first call and again after it
   * was lost; undefined while the server is dead.
   */
  connection(): Promise<Connection | undefined>;
  /** Lets the next call try a dead server. */
  forgetDead(): void;
  /** Closes its connection; the next call opens another. */
  disconnect(): Promise<void>;
}

export interface ServerOptions {
  /** Milliseconds until a dead server is tried again. */
  deadRetry: number;
  /** Empties a server that comes back from the dead. */
  flushOnReconnect: boolean;
}

/** Milliseconds to connect, and for each reply. */
const TIMEOUT = 500;

/**
 * The server at an address, `host:port`. It is dead from a connect that
 * failed until `deadRetry` milliseconds later.
 */
export function openServer(
  address: string,
  options: ServerOptions,
): Server {
  async function connection(): Promise<Connection | undefined> {
    return connectTo(endpoint(address), TIMEOUT);
  }

  function forgetDead() {
    throw new Error(
      `Then here: a server is dead for ${options.deadRetry} ms, or until now.`,
    );
  }

  async function disconnect() {
    throw new Error('Begin here: keep the connection, and end it.');
  }

  return { connection, forgetDead, disconnect };
}
