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
  let client = connect();

  function connect(): Client {
    return Client.create(servers, {
      retries: 1, // in memjs that is to send once
      timeout: (2 * deadline) / 1000, // ours comes first
      logger: { log() {} },
    });
  }

  /** Breaks the connections; what is in flight rejects with `reason`. */
  function hangUp(old: Client, reason: Error) {
    for (const server of old.servers) server.error(reason);
  }

  async function within<T>(
    call: string,
    ask: (client: Client) => Promise<T>,
  ) {
    const asked = client;
    const timer = setTimeout(() => {
      if (client === asked) client = connect();
      const reason = `${call}: no answer from ${servers} in ${deadline} ms`;
      hangUp(asked, new Error(reason));
    }, deadline);
    try {
      return await ask(asked);
    } finally {
      clearTimeout(timer);
    }
  }

  async function get(key: string): Promise<string | null> {
    const { value } = await within(`get ${key}`, (client) =>
      client.get(key),
    );
    return value === null ? null : value.toString();
  }

  async function set(key: string, text: string, seconds: number) {
    await within(`set ${key}`, (client) =>
      client.set(key, text, { expires: seconds }),
    );
  }

  async function remove(key: string): Promise<boolean> {
    return within(`delete ${key}`, (client) => client.delete(key));
  }

  async function increment(
    key: string,
    amount: number,
  ): Promise<number> {
    const { value } = await within(`increment ${key}`, (client) =>
      client.increment(key, amount, { initial: amount }),
    );
    return value!;
  }

  function close() {
    hangUp(client, new Error('the cache was closed'));
  }

  return { get, set, delete: remove, increment, close };
}
