// Fails: stores nothing when load fails
// Turns a failed load into null, and caches that.
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
    if (value !== null) return JSON.parse(value.toString()) as T;

    const loaded = await load().catch(() => null);
    await client.set(key, JSON.stringify(loaded), {
      expires: expiry(seconds),
    });
    return loaded as T;
  }

  function close() {
    client.close();
  }

  return { remember, close };
}
