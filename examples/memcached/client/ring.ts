import { createHash } from 'node:crypto';

export interface Weighted {
  name: string;
  weight: number;
}

/** Which server has a key: the first that is yielded and not dead. */
export type Placement = <S extends Weighted>(
  servers: S[],
) => (key: string, hash?: number) => Iterable<S>;

/** Four points come of each MD5. */
const DIGESTS = 40;

// #region points
function points(text: string): number[] {
  const md5 = createHash('md5').update(text).digest();
  return [0, 4, 8, 12].map((at) => md5.readUInt32LE(at));
}
// #endregion points

// #region ring
/**
 * Places keys on a ring of 2^32 points (ketama). A server has 160 of
 * them for each of its weight, and a key belongs to the next point. A
 * server that comes takes its part of the keys from all the others.
 */
export function ring<S extends Weighted>(servers: S[]) {
  const all = servers.flatMap((server) =>
    Array.from({ length: DIGESTS * server.weight }, (_, i) =>
      points(`${server.name}-${i}`).map((at) => ({ at, server })),
    ).flat(),
  );
  all.sort((a, b) => a.at - b.at);

  return function* (key: string, hash?: number): Generator<S> {
    // A given hash may be small: as a point it would lie at the start.
    const [at] = points(hash === undefined ? key : String(hash));
    const first = nextPoint(all, at!);
    const yielded = new Set<S>();
    for (let i = 0; i < all.length; i += 1) {
      const { server } = all[(first + i) % all.length]!;
      if (yielded.has(server)) continue;
      yielded.add(server);
      yield server;
    }
  };
}
// #endregion ring

// #region next-point
/** The index of the first point that is not before `hash`. */
function nextPoint(all: { at: number }[], hash: number): number {
  let low = 0;
  let high = all.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (all[middle]!.at < hash) low = middle + 1;
    else high = middle;
  }
  return low;
}
// #endregion next-point
