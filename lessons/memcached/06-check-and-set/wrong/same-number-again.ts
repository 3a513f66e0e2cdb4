// Fails: reads again when it was overtaken
// Writes again with the number that it has read first.
import type { Client } from '#examples/memcached/client/client.ts';

export async function decrementStock(
  cache: Client,
  key: string,
  tries = 100,
) {
  const seen = await cache.gets(key);
  if (!seen) return 'no such stock';
  const left = Number(seen.value);
  if (left === 0) return 'sold out';
  for (let i = 0; i < tries; i += 1) {
    const outcome = await cache.cas(key, left - 1, seen);
    if (outcome === 'stored') return 'sold';
    if (outcome === 'not found') return 'no such stock';
  }
  return 'too many tries';
}
