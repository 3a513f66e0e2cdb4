// Fails: keeps what Redis had, and what it confirmed afterwards
// CONFIG SET holds until the next start, and redis.conf says no.
import { setTimeout as pause } from 'node:timers/promises';
import type { Redis } from 'ioredis';

export async function makeDurable(
  redis: Redis,
  mayLose: 'a second' | 'nothing',
): Promise<void> {
  const policy = mayLose === 'nothing' ? 'always' : 'everysec';
  await redis.config('SET', 'appendfsync', policy);
  await redis.config('SET', 'appendonly', 'yes');
  const notYet = /aof_rewrite_(scheduled|in_progress):1/;
  while (notYet.test(await redis.info('persistence'))) await pause(50);
}
