// Fails: leaves nothing for longer than its patience
// Takes the lock without a time, and counts on finally.
import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from '#examples/memcached/client/client.ts';

export async function once<T>(
  cache: Client,
  key: string,
  seconds: number,
  load: () => Promise<T>,
): Promise<T> {
  for (;;) {
    const cached = await cache.get(key);
    if (cached !== undefined) return cached as T;
    if (await cache.add(`${key}:lock`, 1)) {
      try {
        const loaded = await load();
        await cache.set(key, loaded, { expires: seconds });
        return loaded;
      } finally {
        await cache.delete(`${key}:lock`);
      }
    }
    await pause(50);
  }
}
