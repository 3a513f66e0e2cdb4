import { Client } from 'memjs';

/** A cache in Memcached: read through it, and close it at the end. */
export interface Cache {
  /**
   * Resolves to what is cached under `key`. On a miss it runs `load`,
   * stores what that resolves to as JSON for `seconds` (more than 30
   * days too), and resolves to it.
   *
   * When `load` rejects, nothing is stored, and the error is passed on.
   */
  remember<T>(
    key: string,
    seconds: number,
    load: () => Promise<T>,
  ): Promise<T>;
  /** Closes the connection. */
  close(): void;
}

const THIRTY_DAYS = 30 * 24 * 60 * 60;

/** As Memcached reads it: a moment when it is over 30 days. */
function expiry(seconds: number): number {
  if (seconds <= THIRTY_DAYS) return seconds;
  return Math.floor(Date.now() / 1000) + seconds;
}

/** Opens a cache on `servers`, e.g. `localhost:11211`. */
export function openCache(servers: string): Cache {
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
      expires: expiry(seconds),
    });
    return loaded;
  }

  function close() {
    client.close();
  }

  return { remember, close };
}
