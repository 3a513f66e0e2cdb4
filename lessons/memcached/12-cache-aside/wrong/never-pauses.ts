// Fails: pauses before it looks again
// Looks again at once, until it is there.
import type { Client } from '#examples/memcached/client/client.ts';

export async function once<T>(
  cache: Client,
  key: string,
  seconds: number,
  load: () => Promise<T>,
  patience = 10,
): Promise<T> {
  for (;;) {
    const found = await cache.fetchOrWin(key, patience);
    if (found.won) {
      try {
        const loaded = await load();
        await cache.cas(key, loaded, found, { expires: seconds });
        return loaded;
      } catch (error) {
        await cache.giveUp(key, found);
        throw error;
      }
    }
    if (found.value !== undefined) return found.value as T;
  }
}
