import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from '#examples/memcached/client/client.ts';

/** Milliseconds between two looks of a reader that waits. */
const PAUSE = 50;

/**
 * Resolves to what is cached under `key`. Where there is nothing, one of
 * all who ask runs `load` and stores the result for `seconds`; the
 * others wait for that, and look again every 20 to 100 ms.
 *
 * When `load` fails it rejects with that error, and the next may load.
 * Who dies while loading is replaced after `patience` seconds.
 */
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
    await pause(PAUSE);
  }
}
