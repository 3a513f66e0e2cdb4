// Fails: never sends later what it has given up
// Stops waiting at the deadline, and goes on with the same client.
import { Client } from 'memjs';

export function openCache(
  servers: string,
  { deadline }: { deadline: number },
) {
  const client = Client.create(servers);

  async function within<T>(
    call: string,
    ask: (client: Client) => Promise<T>,
  ) {
    const late = Promise.withResolvers<never>();
    const reason = `${call}: no answer from ${servers} in ${deadline} ms`;
    const timer = setTimeout(
      () => late.reject(new Error(reason)),
      deadline,
    );
    try {
      return await Promise.race([ask(client), late.promise]);
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
    client.close();
  }

  return { get, set, delete: remove, increment, close };
}
