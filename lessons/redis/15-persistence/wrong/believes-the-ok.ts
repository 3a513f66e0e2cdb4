// Fails: resolves when the file is complete
// OK to CONFIG SET means that Redis has begun to write the file.
import type { Redis } from 'ioredis';

export async function makeDurable(
  redis: Redis,
  mayLose: 'a second' | 'nothing',
): Promise<void> {
  const policy = mayLose === 'nothing' ? 'always' : 'everysec';
  await redis.config('SET', 'appendfsync', policy);
  await redis.config('SET', 'appendonly', 'yes');
  await enabled(redis);
  await redis.config('REWRITE');
}

async function enabled(redis: Redis) {
  while (!/aof_enabled:1/.test(await redis.info('persistence')));
}
