import type { Redis } from 'ioredis';

/**
 * Turns on the append-only file of a Redis that is running and has data,
 * and resolves as soon as a kill -9 and a start lose nothing: neither
 * what Redis has, nor what it confirms from then on.
 *
 * A crash before that leaves what the last snapshot has.
 *
 * @param mayLose what a power failure may cost: the last second of what
 * Redis has confirmed, or nothing of it
 */
export async function makeDurable(
  redis: Redis,
  mayLose: 'a second' | 'nothing',
): Promise<void> {
  throw new Error(
    `Begin here: turn on the append-only file of the Redis at ${redis.options.host}, with the policy for "${mayLose}".`,
  );
}
