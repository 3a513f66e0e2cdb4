// Fails: has the same ring for every order of the list
// Names the points by the place in the list, not by the server.
import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';

/** A memcached of several. */
export interface Server {
  /** Stays the same, whatever its address. */
  name: string;
  /** How many times as many keys it takes: 1, 2, 3 … */
  weight: number;
}

/** A key, or a hash with it that decides in its place. */
export type Key = string | [hash: number, key: string];

/** Points of a server on the ring, for each of its weight. */
const POINTS = 160;

/**
 * Places keys as python-memcached does: each server has as many buckets
 * as its weight, in the order of the list, and a key belongs to the
 * bucket of its hash.
 */
export function buckets<S extends Server>(
  servers: S[],
): (key: Key) => S {
  const all = servers.flatMap((each) =>
    Array<S>(each.weight).fill(each),
  );
  return (key) => {
    const hash =
      typeof key === 'string'
        ? (crc32(key) >>> 16) & 0x7fff || 1
        : key[0];
    return all[hash % all.length]!;
  };
}

function pointOf(text: string): number {
  return createHash('md5').update(text).digest().readUInt32LE();
}

/**
 * Places keys on a ring: a server that comes takes keys from all of the
 * others, and no other key moves. The order of the list does not matter.
 */
export function ring<S extends Server>(servers: S[]): (key: Key) => S {
  const points = servers.flatMap((server, index) =>
    Array.from({ length: POINTS * server.weight }, (_, i) => ({
      at: pointOf(`${index}-${i}`),
      server,
    })),
  );
  points.sort((a, b) => a.at - b.at);
  return (key) => {
    const hash = pointOf(
      typeof key === 'string' ? key : String(key[0]),
    );
    const next = points.find(({ at }) => at >= hash) ?? points[0]!;
    return next.server;
  };
}
