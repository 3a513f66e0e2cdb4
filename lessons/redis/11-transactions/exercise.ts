import type { Redis } from 'ioredis';

/** What became of a transfer. */
export type Outcome = 'paid' | 'not enough';

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
  throw new Error(
    `Begin here: move ${amount} from ${from} to ${to} on ${redis.options.host}, so that nobody can come between what you read and what you write.`,
  );
}
