import type { Client } from '#examples/memcached/client/client.ts';

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
  const { fetchOrWin, cas, giveUp } = cache;
  throw new Error(
    `Begin here: ask for "${key}" with cache.${fetchOrWin.name}, and hold it for ${patience} s. Who wins runs ${load.name}, then stores for ${seconds} s with cache.${cas.name}, or lets go with cache.${giveUp.name}.`,
  );
}
