// Fails: leaves the snapshot in charge until the file is complete
// With appendonly yes in redis.conf, a start does not look at the snapshot.
import { setTimeout as pause } from 'node:timers/promises';
import type { Redis } from 'ioredis';

export async function makeDurable(
  redis: Redis,
  mayLose: 'a second' | 'nothing',
): Promise<void> {
  const policy = mayLose === 'nothing' ? 'always' : 'everysec';
  await redis.config('SET', 'appendfsync', policy, 'appendonly', 'yes');
  await redis.config('REWRITE');
  const notYet = /aof_rewrite_(scheduled|in_progress):1/;
  while (notYet.test(await redis.info('persistence'))) await pause(50);
}
