// Fails: takes a cached null, 0, false or empty text for a hit
// Asks whether the value is truthy, not whether there is one.
import { Client } from 'memjs';

const THIRTY_DAYS = 30 * 24 * 60 * 60;

function expiry(seconds: number): number {
  if (seconds <= THIRTY_DAYS) return seconds;
  return Math.floor(Date.now() / 1000) + seconds;
}

export function openCache(servers: string) {
  const client = Client.create(servers);

  async function remember<T>(
    key: string,
    seconds: number,
    load: () => Promise<T>,
  ): Promise<T> {
    const { value } = await client.get(key);
    const cached = JSON.parse(String(value)) as T;
    if (cached) return cached;

    const loaded = await load();
    await client.set(key, JSON.stringify(loaded), {
      expires: expiry(seconds),
    });
    return loaded;
  }

  function close() {
    client.close();
  }

  return { remember, close };
}
