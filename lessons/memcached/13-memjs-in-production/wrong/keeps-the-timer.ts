// Fails: ends the process at once when the cache is closed
// Lets the timer of each call run to its end.
import { Client } from 'memjs';

export function openCache(
  servers: string,
  { deadline }: { deadline: number },
) {
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
    setTimeout(() => {
      if (client === asked) client = connect();
      const reason = `${call}: no answer from ${servers} in ${deadline} ms`;
      hangUp(asked, new Error(reason));
    }, deadline);
    return ask(asked);
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
