// Fails: runs load once for fifty readers of five clients
// Cache-aside without a word to the others.
import type { Client } from '#examples/memcached/client/client.ts';

export async function once<T>(
  cache: Client,
  key: string,
  seconds: number,
  load: () => Promise<T>,
): Promise<T> {
  const cached = await cache.get(key);
  if (cached !== undefined) return cached as T;
  const loaded = await load();
  await cache.set(key, loaded, { expires: seconds });
  return loaded;
}
