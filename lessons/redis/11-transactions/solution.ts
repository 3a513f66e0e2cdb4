import type { Redis } from 'ioredis';

/** What became of a transfer. */
export type Outcome = 'paid' | 'not enough';

// It reads both balances before it writes: where one of them is no
// number it ends with an error, and has written nothing.
const TRANSFER = `
  local left = tonumber(redis.call('GET', KEYS[1]) or 0)
  local theirs = tonumber(redis.call('GET', KEYS[2]) or 0)
  if not left or not theirs then
    return redis.error_reply('ERR a balance is no number')
  end
  if left < tonumber(ARGV[1]) then return 'not enough' end
  redis.call('DECRBY', KEYS[1], ARGV[1])
  redis.call('INCRBY', KEYS[2], ARGV[1])
  return 'paid'
`;

/**
 * Moves an amount from one balance to another, whole or not at all. Both
 * are whole numbers, and others change them at the same time. A balance
 * that is not there is 0.
 *
 * @throws when one of the two keys holds no number: nothing was moved.
 */
export async function transfer(
  redis: Redis,
  from: string,
  to: string,
  amount: number,
): Promise<Outcome> {
  const outcome = await redis.eval(TRANSFER, 2, from, to, amount);
  return outcome as Outcome;
}
