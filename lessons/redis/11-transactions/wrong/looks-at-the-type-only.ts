// Fails: takes nothing when the other balance is no number
// Asks for the type, but a text that is no number is a string as well.
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
    for (;;) {
      await own.watch(from, to);
      const left = Number(await own.get(from));
      const type = await own.type(to);
      if (type !== 'string' && type !== 'none')
        throw new Error(`${to} is a ${type}`);
      if (left < amount) return 'not enough';
      const done = await own
        .multi()
        .decrby(from, amount)
        .incrby(to, amount)
        .exec();
      if (done) return 'paid';
    }
  } finally {
    await own.quit();
  }
}
