// Fails: asks the node that MOVED names, and no third one
// MOVED says who has it. This asks one after the other.
import type { Redis } from 'ioredis';
import { slotOf } from '#examples/redis/cluster/slot.ts';

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
  const owners = new Map<number, Redis>();
  return async (key: string): Promise<string | null> => {
    const slot = slotOf(key);
    const known = owners.get(slot);
    let refused: unknown;
    for (const node of [...(known ? [known] : []), ...nodes.values()]) {
      try {
        const value = await node.get(key);
        owners.set(slot, node);
        return value;
      } catch (error) {
        if (!(error as Error).message.startsWith('MOVED')) throw error;
        refused = error;
      }
    }
    throw refused;
  };
}
