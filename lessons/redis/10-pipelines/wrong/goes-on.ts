// Fails: sends nothing behind the batch with an error
// Sends all batches, and throws in the end.
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
  const refused = new Map<string, Error>();
  for (let from = 0; from < entries.length; from += size) {
    const batch = entries.slice(from, from + size);
    const pipe = redis.pipeline();
    for (const [key, product] of batch) pipe.hset(key, product);
    const slots = (await pipe.exec()) ?? [];
    for (const [i, [key]] of batch.entries()) {
      const error = slots[i]?.[0];
      if (error) refused.set(key, error);
      else stored.push(key);
    }
  }
  if (refused.size > 0) throw new LoadError(stored, refused);
  return stored.length;
}
