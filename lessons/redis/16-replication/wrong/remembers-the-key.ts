// Fails: asks one node for a slot that it knows
// A slot has many keys, and MOVED is about all of them.
import type { Redis } from 'ioredis';

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

export function clusterGet(nodes: ReadonlyMap<string, Redis>) {
  const [first] = nodes.values();
  const owners = new Map<string, Redis>();
  return async (key: string): Promise<string | null> => {
    for (let hop = 1; ; hop++) {
      const node = owners.get(key) ?? first!;
      try {
        return await node.get(key);
      } catch (error) {
        const moved = /^MOVED \d+ (.+)$/.exec((error as Error).message);
        const owner = moved && nodes.get(moved[1]!);
        if (!owner || hop === 5) throw error;
        owners.set(key, owner);
      }
    }
  };
}
