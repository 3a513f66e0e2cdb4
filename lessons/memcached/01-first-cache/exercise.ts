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

/** Opens a cache on `servers`, e.g. `localhost:11211`. */
export function openCache(servers: string): Cache {
  const client = Client.create(servers);

  async function remember<T>(
    key: string,
    seconds: number,
    load: () => Promise<T>,
  ): Promise<T> {
    throw new Error(
      `Begin here: get ${key}; on a miss, run ${load.name} and set its result for ${seconds} s.`,
    );
  }

  function close() {
    throw new Error(
      `Then here: close the client of ${client.servers.join(', ')}.`,
    );
  }

  return { remember, close };
}
