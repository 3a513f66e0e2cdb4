// Fails: leaves the load to a process that is at it
// Keeps the loads that go on in a Map, which other processes do not see.
import type { Client } from '#examples/memcached/client/client.ts';

const loads = new Map<string, Promise<unknown>>();

export async function once<T>(
  cache: Client,
  key: string,
  seconds: number,
  load: () => Promise<T>,
): Promise<T> {
  const loading = loads.get(key) ?? throughCache();
  loads.set(key, loading);
  return loading.finally(() => loads.delete(key)) as Promise<T>;

  async function throughCache() {
    const cached = await cache.get(key);
    if (cached !== undefined) return cached;
    const loaded = await load();
    await cache.set(key, loaded, { expires: seconds });
    return loaded;
  }
}
