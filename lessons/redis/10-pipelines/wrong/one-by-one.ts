// Fails: stores 50 products in three trips
// Waits for each answer before it sends the next command.
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
  const stored: string[] = [];
  const entries = [...products];
  for (let from = 0; from < entries.length; from += size) {
    const refused = new Map<string, Error>();
    for (const [key, product] of entries.slice(from, from + size)) {
      try {
        await redis.hset(key, product);
        stored.push(key);
      } catch (error) {
        refused.set(key, error as Error);
      }
    }
    if (refused.size > 0) throw new LoadError(stored, refused);
  }
  return stored.length;
}
