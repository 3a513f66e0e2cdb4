import { setTimeout as pause } from 'node:timers/promises';
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
  const policy = mayLose === 'nothing' ? 'always' : 'everysec';
  await redis.config('SET', 'appendfsync', policy);
  await redis.config('SET', 'appendonly', 'yes');
  // Scheduled: a snapshot is being written, and the file comes after it.
  const notYet = /aof_rewrite_(scheduled|in_progress):1/;
  while (notYet.test(await redis.info('persistence'))) await pause(50);
  await redis.config('REWRITE');
}
