import type { Redis } from 'ioredis';
import { slotOf } from '#examples/redis/cluster/slot.ts';

/**
 * Stores a value on the primary. Resolves to the server that this user's
 * next read may go to, and will find the value there: the replica if it
 * has the write within `patience` milliseconds, otherwise the primary.
 */
export async function save(
  primary: Redis,
  replica: Redis,
  key: string,
  value: string,
  patience: number,
): Promise<Redis> {
  throw new Error(
    `Begin here: store ${key} as "${value}" on the primary at ${primary.options.host}, and give the replica ${patience} ms (${replica.status}).`,
  );
}

/**
 * Makes a GET for a cluster. It asks a node and follows MOVED to the one
 * that has the key's slot, for at most 5 answers of MOVED in a row; then
 * it rejects. What it was told of a slot it remembers.
 *
 * @param nodes a client for each node, by its address as MOVED gives it:
 * `127.0.0.1:6379`
 */
export function clusterGet(
  nodes: ReadonlyMap<string, Redis>,
): (key: string) => Promise<string | null> {
  return async (key) => {
    throw new Error(
      `Then here: one of ${nodes.size} nodes has slot ${slotOf(key)}.`,
    );
  };
}
