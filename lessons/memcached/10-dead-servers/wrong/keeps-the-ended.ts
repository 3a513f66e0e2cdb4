// Fails: opens another one when the connection was lost
// Keeps its connection, whether it has ended or not.
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
  { deadRetry, flushOnReconnect }: ServerOptions,
): Server {
  let last: Connection | undefined;
  let opening: Promise<Connection | undefined> | undefined;
  let deadUntil = 0;
  let wasDead = false;

  async function open(): Promise<Connection | undefined> {
    try {
      const opened = await connectTo(endpoint(address), TIMEOUT);
      if (wasDead && flushOnReconnect) {
        await Promise.all(opened.ask('flush_all\r\n', /^OK$/));
      }
      wasDead = false;
      last = opened;
      return opened;
    } catch {
      wasDead = true;
      deadUntil = performance.now() + deadRetry;
      return undefined;
    } finally {
      opening = undefined;
    }
  }

  async function connection(): Promise<Connection | undefined> {
    if (last) return last;
    if (performance.now() < deadUntil) return undefined;
    // The first to come opens it, and the others wait for the same.
    opening ??= open();
    return opening;
  }

  function forgetDead() {
    deadUntil = 0;
  }

  async function disconnect() {
    last?.end('it was closed');
    (await opening)?.end('it was closed');
  }

  return { connection, forgetDead, disconnect };
}
