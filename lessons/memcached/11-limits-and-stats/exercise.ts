import type { Client } from '#examples/memcached/client/client.ts';

/** What may be wrong with a key, before it is sent. */
export type Problem =
  | 'missing' // undefined, null or an empty text
  | 'not a text'
  | 'not encodable' // half of a surrogate pair
  | 'too long' // over 250 bytes
  | 'space or control character';

/** What is wrong with a key; undefined when memcached takes it. */
export function problemWith(key: unknown): Problem | undefined {
  throw new Error(`Begin here: what is wrong with ${String(key)}?`);
}

/** How a memcached does. */
export interface Health {
  /** The part of the reads that were hits; undefined without reads. */
  hitRatio: number | undefined;
  /** The part of its memory that items take, from 0 to 1. */
  full: number;
  /** The slab classes that have thrown items out, by number. */
  losing: number[];
}

/** How the first of a client's servers does. */
export async function health(cache: Client): Promise<Health> {
  throw new Error(
    `Then here: ask ${(await cache.stats()).size} server for its statistics.`,
  );
}
