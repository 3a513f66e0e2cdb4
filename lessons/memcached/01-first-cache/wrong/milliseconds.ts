// Fails: gives the item its time to live on the server
// Gives the time to live in milliseconds, as setTimeout takes it.
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
      expires: seconds * 1000,
    });
    return loaded;
  }

  function close() {
    client.close();
  }

  return { remember, close };
}
