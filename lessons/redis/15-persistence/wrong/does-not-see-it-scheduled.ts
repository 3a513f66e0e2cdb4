// Fails: waits behind a snapshot that is being written
// While a snapshot is written, the rewrite is scheduled, and not in progress.
import { setTimeout as pause } from 'node:timers/promises';
import type { Redis } from 'ioredis';

export async function makeDurable(
  redis: Redis,
  mayLose: 'a second' | 'nothing',
): Promise<void> {
  const policy = mayLose === 'nothing' ? 'always' : 'everysec';
  await redis.config('SET', 'appendfsync', policy);
  await redis.config('SET', 'appendonly', 'yes');
  const notYet = /aof_rewrite_in_progress:1/;
  while (notYet.test(await redis.info('persistence'))) await pause(50);
  await redis.config('REWRITE');
}
