// Fails: moves all of it when twenty pay over one connection
// Writes what it has computed from an old balance.
import type { Redis } from 'ioredis';

/** What became of a transfer. */
export type Outcome = 'paid' | 'not enough';

export async function transfer(
  redis: Redis,
  from: string,
  to: string,
  amount: number,
): Promise<Outcome> {
  const [left, theirs] = (await redis.mget(from, to)).map(Number);
  if (theirs === undefined || left === undefined || left < amount)
    return 'not enough';
  await redis.set(from, left - amount);
  await redis.set(to, theirs + amount);
  return 'paid';
}
