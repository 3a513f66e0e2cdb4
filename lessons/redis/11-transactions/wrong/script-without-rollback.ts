// Fails: takes nothing when the other balance is no number
// Believes that Redis takes back what a script has done before its error.
import type { Redis } from 'ioredis';

/** What became of a transfer. */
export type Outcome = 'paid' | 'not enough';

const TRANSFER = `
  local left = tonumber(redis.call('GET', KEYS[1]) or 0)
  if left < tonumber(ARGV[1]) then return 'not enough' end
  redis.call('DECRBY', KEYS[1], ARGV[1])
  redis.call('INCRBY', KEYS[2], ARGV[1])
  return 'paid'
`;

export async function transfer(
  redis: Redis,
  from: string,
  to: string,
  amount: number,
): Promise<Outcome> {
  const outcome = await redis.eval(TRANSFER, 2, from, to, amount);
  return outcome as Outcome;
}
