// Fails: writes nothing when there is not enough
// Takes first, and looks then: others see a balance below zero.
import type { Redis } from 'ioredis';

/** What became of a transfer. */
export type Outcome = 'paid' | 'not enough';

export async function transfer(
  redis: Redis,
  from: string,
  to: string,
  amount: number,
): Promise<Outcome> {
  const left = await redis.decrby(from, amount);
  if (left < 0) {
    await redis.incrby(from, amount);
    return 'not enough';
  }
  await redis.incrby(to, amount);
  return 'paid';
}
