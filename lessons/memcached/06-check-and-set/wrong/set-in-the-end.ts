// Fails: gives up after its tries, and has written nothing
// Sells with set in the end, when cas did not work.
import type { Client } from '#examples/memcached/client/client.ts';

export async function decrementStock(
  cache: Client,
  key: string,
  tries = 100,
) {
  for (let i = 0; i < tries; i += 1) {
    const seen = await cache.gets(key);
    if (!seen) return 'no such stock';
    const left = Number(seen.value);
    if (left === 0) return 'sold out';
    const outcome = await cache.cas(key, left - 1, seen);
    if (outcome === 'stored') return 'sold';
    if (outcome === 'not found') return 'no such stock';
  }
  const left = Number(await cache.get(key));
  await cache.set(key, left - 1);
  return 'sold';
}
