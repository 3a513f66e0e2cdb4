// Fails: runs load once for fifty readers of five clients
// Has not won, so it reads what is there: the placeholder, with get.
import type { Client } from '#examples/memcached/client/client.ts';

export async function once<T>(
  cache: Client,
  key: string,
  seconds: number,
  load: () => Promise<T>,
  patience = 10,
): Promise<T> {
  const found = await cache.fetchOrWin(key, patience);
  if (!found.won) return (await cache.get(key)) as T;
  try {
    const loaded = await load();
    await cache.cas(key, loaded, found, { expires: seconds });
    return loaded;
  } catch (error) {
    await cache.giveUp(key, found);
    throw error;
  }
}
