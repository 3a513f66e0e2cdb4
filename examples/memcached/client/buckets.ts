import { crc32 } from 'node:zlib';
import type { Weighted } from './ring.ts';

/** How often another server is looked for when one is dead. */
const RETRIES = 10;

// #region hash
/**
 * 15 bits of the CRC-32 of a text, and never 0: a key's number, as
 * python-memcached computes it (cmemcache_hash).
 */
export function hashOf(text: string): number {
  return (crc32(text) >>> 16) & 0x7fff || 1;
}
// #endregion hash

// #region buckets
/**
 * Places keys as python-memcached does. A server has as many buckets as
 * its weight, and a key belongs to the one of its number. Yields that
 * server, and then those to try where it is dead.
 */
export function buckets<S extends Weighted>(servers: S[]) {
  const all = servers.flatMap((s) => Array<S>(s.weight).fill(s));
  return function* (key: string, hash = hashOf(key)): Generator<S> {
    for (let i = 0; all.length > 0 && i < RETRIES; i += 1) {
      yield all.at(hash % all.length)!;
      hash = hashOf(`${hash}${i}`);
    }
  };
}
// #endregion buckets
