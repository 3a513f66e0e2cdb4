// Fails: moves all of it when twenty pay over one connection
// Takes null for a refusal, and does not try again.
import type { Redis } from 'ioredis';

/** What became of a transfer. */
export type Outcome = 'paid' | 'not enough';

export async function transfer(
  redis: Redis,
  from: string,
  to: string,
  amount: number,
): Promise<Outcome> {
  const own = redis.duplicate();
  try {
    await own.watch(from, to);
    const [left] = (await own.mget(from, to)).map(Number);
    if (left === undefined || left < amount) return 'not enough';
    const done = await own
      .multi()
      .decrby(from, amount)
      .incrby(to, amount)
      .exec();
    return done ? 'paid' : 'not enough';
  } finally {
    await own.quit();
  }
}
