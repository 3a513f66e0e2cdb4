// Fails: leaves no connection open
// Opens a connection for its WATCH, and never closes it.
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
  for (;;) {
    await own.watch(from, to);
    const left = Number(await own.get(from));
    const theirs = Number(await own.get(to));
    if (Number.isNaN(theirs)) throw new Error(`${to} is no number`);
    if (left < amount) return 'not enough';
    const done = await own
      .multi()
      .decrby(from, amount)
      .incrby(to, amount)
      .exec();
    if (done) return 'paid';
  }
}
