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
  await primary.set(key, value);
  const copies = await primary.wait(1, patience);
  return copies > 0 ? replica : primary;
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
  const [first] = nodes.values();
  const owners = new Map<number, Redis>();
  return async (key) => {
    const slot = slotOf(key);
    for (let hop = 1; ; hop++) {
      const node = owners.get(slot) ?? first!;
      try {
        return await node.get(key);
      } catch (error) {
        const moved = /^MOVED \d+ (.+)$/.exec((error as Error).message);
        const owner = moved && nodes.get(moved[1]!);
        if (!owner || hop === 5) throw error;
        owners.set(slot, owner);
      }
    }
  };
}
