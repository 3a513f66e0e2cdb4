// Fails: sells twenty of 900 to twenty buyers at once
// Reads the stock, and writes what was left of it when it was read.
import type { Client } from '#examples/memcached/client/client.ts';

export async function decrementStock(cache: Client, key: string) {
  const left = await cache.get(key);
  if (left === undefined) return 'no such stock';
  if (left === 0) return 'sold out';
  await cache.set(key, Number(left) - 1);
  return 'sold';
}
