// Fails: stores 50 products in three trips
// The old article's line: it calls redis where the pipeline is meant.
import type { Redis } from 'ioredis';

/** Products by their key, each to be stored as a hash. */
export type Products = Map<string, { name: string; price: string }>;

/** Redis has refused some products of a batch. */
export class LoadError extends Error {
  /** The keys that were stored: in this batch, and in those before. */
  readonly stored: string[];
  /** Why it was refused, for each key that was. */
  readonly refused: Map<string, Error>;

  constructor(stored: string[], refused: Map<string, Error>) {
    super(`refused: ${[...refused.keys()].join(', ')}`);
    this.stored = stored;
    this.refused = refused;
  }
}

export async function load(
  redis: Redis,
  products: Products,
  size = 100,
): Promise<number> {
  const entries = [...products];
  let stored = 0;
  for (let from = 0; from < entries.length; from += size) {
    const pipe = redis.pipeline();
    const batch = entries.slice(from, from + size);
    for (const [key, product] of batch) await redis.hset(key, product);
    const slots = (await pipe.exec()) ?? [];
    if (!slots.every(([error]) => !error)) throw new Error('refused');
    stored += batch.length;
  }
  return stored;
}
