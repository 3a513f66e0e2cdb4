import type { Client } from '#examples/memcached/client/client.ts';

/** What may be wrong with a key, before it is sent. */
export type Problem =
  | 'missing' // undefined, null or an empty text
  | 'not a text'
  | 'not encodable' // half of a surrogate pair
  | 'too long' // over 250 bytes
  | 'space or control character';

/** The most bytes of a key. */
const LONGEST = 250;

/** What is wrong with a key; undefined when memcached takes it. */
export function problemWith(key: unknown): Problem | undefined {
  if (key === undefined || key === null || key === '') return 'missing';
  if (typeof key !== 'string') return 'not a text';
  if (!key.isWellFormed()) return 'not encodable';
  if (Buffer.byteLength(key) > LONGEST) return 'too long';
  if (/[\0-\x20\x7f]/.test(key)) return 'space or control character';
  return undefined;
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
  const [stats = {}] = (await cache.stats()).values();
  const [slabs = new Map()] = (await cache.slabs()).values();
  const hits = Number(stats.get_hits);
  const reads = hits + Number(stats.get_misses);
  return {
    hitRatio: reads === 0 ? undefined : hits / reads,
    full: Number(stats.bytes) / Number(stats.limit_maxbytes),
    losing: [...slabs]
      .filter(([, slab]) => Number(slab.evicted) > 0)
      .map(([number]) => Number(number)),
  };
}
