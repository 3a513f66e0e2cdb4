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
  const { gets, cas } = cache;
  throw new Error(
    `Begin here: read "${key}" with cache.${gets.name}, and write one less with cache.${cas.name}, in at most ${tries} tries.`,
  );
}
