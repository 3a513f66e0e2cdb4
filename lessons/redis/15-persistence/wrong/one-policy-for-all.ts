// Fails: where a power failure may cost nothing, starts with appendfsync always
// everysec is the usual policy, and may cost a second.
import { setTimeout as pause } from 'node:timers/promises';
import type { Redis } from 'ioredis';

export async function makeDurable(redis: Redis): Promise<void> {
  await redis.config('SET', 'appendfsync', 'everysec');
  await redis.config('SET', 'appendonly', 'yes');
  const notYet = /aof_rewrite_(scheduled|in_progress):1/;
  while (notYet.test(await redis.info('persistence'))) await pause(50);
  await redis.config('REWRITE');
}
