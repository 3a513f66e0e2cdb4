// Fails: keeps an item for longer than 30 days
// Thinks that a number of seconds is always counted from now.
import { Client } from 'memjs';

export function openCache(servers: string) {
  const client = Client.create(servers);

  async function remember<T>(
    key: string,
    seconds: number,
    load: () => Promise<T>,
  ): Promise<T> {
    const { value } = await client.get(key);
    if (value !== null) return JSON.parse(value.toString()) as T;

    const loaded = await load();
    await client.set(key, JSON.stringify(loaded), {
      expires: seconds,
    });
    return loaded;
  }

  function close() {
    client.close();
  }

  return { remember, close };
}
