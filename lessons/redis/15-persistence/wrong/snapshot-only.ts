// Fails: keeps what Redis had, and what it confirmed afterwards
// A snapshot has what was there when it was written.
import type { Redis } from 'ioredis';

export async function makeDurable(
  redis: Redis,
  mayLose: 'a second' | 'nothing',
): Promise<void> {
  const every = mayLose === 'nothing' ? '1 1' : '60 1';
  await redis.config('SET', 'save', every);
  await redis.save();
  await redis.config('REWRITE');
}
