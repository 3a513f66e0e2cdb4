/**
 * What a Redis says of its own settings, and which of them it changes
 * while it runs.
 *
 * @title The settings of a running server
 * @task read and change settings of a running server
 * @uses redis
 * @redis --maxmemory 8mb --maxmemory-policy allkeys-lru
 * @tags CONFIG GET, CONFIG SET, CONFIG REWRITE, INFO, maxmemory
 */
import { Redis } from 'ioredis';

const redis = new Redis(
  process.env.REDIS_URL ?? 'redis://localhost:6379',
);

// #region get
/** Redis answers with the name and the value, both as text. */
async function setting(name: string) {
  const [, value] = (await redis.config('GET', name)) as string[];
  return JSON.stringify(value);
}

for (const name of ['maxmemory', 'maxmemory-policy', 'databases'])
  console.log(name, await setting(name));
for (const name of ['daemonize', 'logfile', 'pidfile'])
  console.log(name, await setting(name));
for (const name of ['dir', 'bind', 'protected-mode'])
  console.log('~', name, await setting(name));
// #endregion get

// #region set
console.log(await redis.config('SET', 'maxmemory', '32mb'));
console.log('maxmemory is', await setting('maxmemory'));
// #endregion set

// #region both
try {
  await redis.config('SET', 'maxmemory', '16mb', 'databases', '32');
} catch (error) {
  console.log((error as Error).message);
}
console.log('maxmemory is', await setting('maxmemory'));
// #endregion both

// #region rewrite
console.log('REWRITE:', await redis.config('REWRITE'));
// #endregion rewrite

// #region info
const info =
  (await redis.info('server')) + (await redis.info('memory'));
for (const name of ['executable', 'config_file', 'mem_allocator'])
  console.log('~', new RegExp(`^${name}:.*`, 'm').exec(info)?.[0]);
// #endregion info

await redis.quit();
