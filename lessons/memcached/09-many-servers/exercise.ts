/** A memcached of several. */
export interface Server {
  /** Stays the same, whatever its address. */
  name: string;
  /** How many times as many keys it takes: 1, 2, 3 … */
  weight: number;
}

/** A key, or a hash with it that decides in its place. */
export type Key = string | [hash: number, key: string];

/**
 * Places keys as python-memcached does: each server has as many buckets
 * as its weight, in the order of the list, and a key belongs to the
 * bucket of its hash.
 */
export function buckets<S extends Server>(
  servers: S[],
): (key: Key) => S {
  throw new Error(
    `Begin here: which of the ${servers.length} servers has a key?`,
  );
}

/**
 * Places keys on a ring: a server that comes takes keys from all of the
 * others, and no other key moves. The order of the list does not matter.
 */
export function ring<S extends Server>(servers: S[]): (key: Key) => S {
  throw new Error(
    `Then here: the points of ${servers.map(({ name }) => name).join(', ')}.`,
  );
}
