// Fails: stores 50 products in three trips
// One pipeline for everything, however much that is.
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
  const keys = [...products.keys()];
  const pipe = redis.pipeline();
  for (const [key, product] of products) pipe.hset(key, product);
  const slots = (await pipe.exec()) ?? [];
  const refused = new Map<string, Error>();
  for (const [i, key] of keys.entries()) {
    const error = slots[i]?.[0];
    if (error) refused.set(key, error);
  }
  const stored = keys.filter((key) => !refused.has(key));
  if (refused.size > 0) throw new LoadError(stored, refused);
  return size && stored.length;
}
