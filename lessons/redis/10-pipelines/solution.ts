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

/**
 * Stores products with HSET, `size` of them in a pipeline, one pipeline
 * after the other. Resolves to how many were stored.
 *
 * @throws {LoadError} when a slot has an error; what stands behind its
 * batch is not sent.
 */
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
    const slots = await pipe.exec();

    const refused = new Map<string, Error>();
    for (const [i, [key]] of batch.entries()) {
      const [error] = slots?.[i] ?? [new Error('was not piped')];
      if (error) refused.set(key, error);
      else stored.push(key);
    }
    if (refused.size > 0) throw new LoadError(stored, refused);
  }
  return stored.length;
}
