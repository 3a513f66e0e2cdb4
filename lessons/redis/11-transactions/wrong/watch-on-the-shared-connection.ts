// Fails: pays no more than there is, over one connection
// The first EXEC of anybody ends the WATCH of all.
import type { Redis } from 'ioredis';

/** What became of a transfer. */
export type Outcome = 'paid' | 'not enough';

export async function transfer(
  redis: Redis,
  from: string,
  to: string,
  amount: number,
): Promise<Outcome> {
  for (;;) {
    await redis.watch(from, to);
    const [left] = (await redis.mget(from, to)).map(Number);
    if (left === undefined || left < amount) {
      await redis.unwatch();
      return 'not enough';
    }
    const done = await redis
      .multi()
      .decrby(from, amount)
      .incrby(to, amount)
      .exec();
    if (done) return 'paid';
  }
}
