// Fails: rejects for whom load failed, and another loads
// Goes when load fails, and leaves the placeholder.
import { setTimeout as pause } from 'node:timers/promises';
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
      const loaded = await load();
      await cache.cas(key, loaded, found, { expires: seconds });
      return loaded;
    }
    if (found.value !== undefined) return found.value as T;
    await pause(50);
  }
}
