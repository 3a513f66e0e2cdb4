import { Client } from 'memjs';

/** A cache whose every call settles within a deadline. */
export interface Cache {
  /** Resolves to the text under `key`; on a miss, to null. */
  get(key: string): Promise<string | null>;
  /** Stores `text` for `seconds`. */
  set(key: string, text: string, seconds: number): Promise<void>;
  /** Resolves to whether there was an item under `key`. */
  delete(key: string): Promise<boolean>;
  /**
   * Adds `amount` and resolves to the new count, which is true below
   * 2 ** 32. A counter that is not there starts at `amount`. It is sent
   * once: a lost answer never makes it count twice.
   */
  increment(key: string, amount: number): Promise<number>;
  /** Leaves nothing open. */
  close(): void;
}

/**
 * Opens a cache on `servers`, e.g. `localhost:11211`.
 *
 * A call that has no answer after `deadline` milliseconds rejects with an
 * error that names the call, its key and the deadline. It is not sent
 * again, and the next call starts afresh.
 */
export function openCache(
  servers: string,
  { deadline }: { deadline: number },
): Cache {
  const client = Client.create(servers);

  async function get(key: string): Promise<string | null> {
    throw new Error(
      `Begin here: ask the client for ${key}, and start a timer.`,
    );
  }

  async function set(key: string, text: string, seconds: number) {
    throw new Error(
      `Then here: set ${key} to ${text} for ${seconds} s.`,
    );
  }

  async function remove(key: string): Promise<boolean> {
    throw new Error(`Then here: delete ${key}.`);
  }

  async function increment(
    key: string,
    amount: number,
  ): Promise<number> {
    throw new Error(
      `Then here: add ${amount} to ${key} once, in ${deadline} ms.`,
    );
  }

  function close() {
    throw new Error(
      `Then here: hang up on ${client.servers.join(', ')}.`,
    );
  }

  return { get, set, delete: remove, increment, close };
}
