// Fails: rejects with the key of each slot that has an error
// Believes that exec() rejects when a command was refused.
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
  const stored: string[] = [];
  for (let from = 0; from < entries.length; from += size) {
    const batch = entries.slice(from, from + size);
    const pipe = redis.pipeline();
    for (const [key, product] of batch) pipe.hset(key, product);
    try {
      await pipe.exec();
    } catch (error) {
      const refused = batch.map(
        ([key]) => [key, error as Error] as const,
      );
      throw new LoadError(stored, new Map(refused));
    }
    stored.push(...batch.map(([key]) => key));
  }
  return stored.length;
}
