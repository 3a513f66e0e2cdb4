// Fails: notices what another program writes meanwhile
// One payment after the other, but in this program only.
import type { Redis } from 'ioredis';

/** What became of a transfer. */
export type Outcome = 'paid' | 'not enough';

let last: Promise<unknown> = Promise.resolve();

export function transfer(
  redis: Redis,
  from: string,
  to: string,
  amount: number,
): Promise<Outcome> {
  const mine = last.then(() => pay(redis, from, to, amount));
  last = mine.catch(() => {});
  return mine;
}

async function pay(
  redis: Redis,
  from: string,
  to: string,
  amount: number,
): Promise<Outcome> {
  const left = Number(await redis.get(from));
  const theirs = Number(await redis.get(to));
  if (Number.isNaN(left + theirs)) throw new Error('no number');
  if (left < amount) return 'not enough';
  await redis.multi().decrby(from, amount).incrby(to, amount).exec();
  return 'paid';
}
