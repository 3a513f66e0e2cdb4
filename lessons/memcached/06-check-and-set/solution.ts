import type { Client } from '#examples/memcached/client/client.ts';

/** What became of an attempt to buy. */
export type Sale =
  | 'sold'
  | 'sold out'
  | 'no such stock'
  /** Others wrote before each of the tries: nothing was bought. */
  | 'too many tries';

/**
 * Buys one: takes one from the stock under a key, unless it is 0. A try
 * is a read and a write that others may overtake; it gives up after as
 * many as `tries`.
 */
export async function decrementStock(
  cache: Client,
  key: string,
  tries = 100,
): Promise<Sale> {
  for (let i = 0; i < tries; i += 1) {
    const seen = await cache.gets(key);
    if (!seen) return 'no such stock';
    const left = Number(seen.value);
    if (left === 0) return 'sold out';

    const outcome = await cache.cas(key, left - 1, seen);
    if (outcome === 'stored') return 'sold';
    if (outcome === 'not found') return 'no such stock';
  }
  return 'too many tries';
}
