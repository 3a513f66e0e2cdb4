// Fails: names the primary when the replica is behind
// A replica follows within a millisecond, usually.
import type { Redis } from 'ioredis';
import { slotOf } from '#examples/redis/cluster/slot.ts';

export async function save(
  primary: Redis,
  replica: Redis,
  key: string,
  value: string,
): Promise<Redis> {
  await primary.set(key, value);
  return replica;
}

export function clusterGet(nodes: ReadonlyMap<string, Redis>) {
  const [first] = nodes.values();
  const owners = new Map<number, Redis>();
  return async (key: string): Promise<string | null> => {
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
