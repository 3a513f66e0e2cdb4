// Fails: pays no more than there is, over one connection
// MULTI guards the writes, but not the decision before them.
import type { Redis } from 'ioredis';

/** What became of a transfer. */
export type Outcome = 'paid' | 'not enough';

export async function transfer(
  redis: Redis,
  from: string,
  to: string,
  amount: number,
): Promise<Outcome> {
  const [left] = (await redis.mget(from, to)).map(Number);
  if (left === undefined || left < amount) return 'not enough';
  await redis.multi().decrby(from, amount).incrby(to, amount).exec();
  return 'paid';
}
