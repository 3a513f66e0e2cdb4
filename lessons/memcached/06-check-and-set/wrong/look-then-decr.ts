// Fails: sells five of five to twenty buyers at once
// Looks whether there is one, and lets the server take it away.
import type { Client } from '#examples/memcached/client/client.ts';

export async function decrementStock(cache: Client, key: string) {
  const left = await cache.get(key);
  if (left === undefined) return 'no such stock';
  if (left === 0) return 'sold out';
  await cache.decr(key);
  return 'sold';
}
