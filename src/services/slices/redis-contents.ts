import { Redis } from 'ioredis';
import type { Leak } from '../service.ts';
import { connectionsLeft, leak } from './slice.ts';

/** Runs `work` with an administrator's connection. */
export async function connected<T>(
  port: number,
  work: (redis: Redis) => Promise<T>,
  password?: string,
): Promise<T> {
  const redis = new Redis({
    ...(password !== undefined && { password }),
    port,
    host: '127.0.0.1',
    lazyConnect: true,
    retryStrategy: () => null,
    maxRetriesPerRequest: 0,
    connectTimeout: 1000,
    commandTimeout: 2000,
    disableClientInfo: true,
  });
  redis.on('error', () => {}); // what matters rejects a command
  try {
    await redis.connect();
    return await work(redis);
  } finally {
    redis.disconnect();
  }
}

/** Keys that are left, and clients other than us that are still connected. */
export async function redisLeaks(port: number, ours: number): Promise<Leak[]> {
  return connected(port, async (redis) => {
    const open = await connectionsLeft(ours, async () => {
      return (await clientsOf(redis)) - 1;
    });
    const keyspace = await redis.info('keyspace');
    const databases = [...keyspace.matchAll(/^db(\d+):keys=(\d+)/gm)];
    const names: string[] = [];
    for (const [, database] of databases) {
      await redis.select(Number(database));
      names.push(...(await someKeys(redis)));
    }
    const count = databases.reduce((sum, [, , keys]) => sum + Number(keys), 0);
    return [
      ...leak('redis', 'connection', [], open),
      ...leak('redis', 'key', names.sort(), count),
    ];
  });
}

/** How many clients a Redis has; its replicas and its primary are none. */
export async function clientsOf(redis: Redis): Promise<number> {
  const list = String(await redis.client('LIST'));
  const all = list.trim().split('\n');
  return all.filter((each) => !/ flags=[SM]/.test(each)).length;
}

async function someKeys(redis: Redis): Promise<string[]> {
  const names: string[] = [];
  let cursor = '0';
  do {
    const [next, keys] = await redis.scan(cursor, 'COUNT', 100);
    names.push(...keys);
    cursor = next;
  } while (cursor !== '0' && names.length < 10);
  return names;
}

/** Its settings, to be given to `emptyRedis` later. */
export async function redisSettings(
  port: number,
  password?: string,
): Promise<Record<string, string>> {
  return connected(port, async (redis) => settingsOf(redis), password);
}

async function settingsOf(redis: Redis): Promise<Record<string, string>> {
  const flat = (await redis.config('GET', '*')) as string[];
  return Object.fromEntries(
    flat.flatMap((name, i) => (i % 2 ? [] : [[name, flat[i + 1] ?? '']])),
  );
}

/**
 * Empties a Redis that many runs use in turn: data, scripts, statistics,
 * other users, other clients, and the settings that differ from `settings`.
 */
export async function emptyRedis(
  port: number,
  settings?: Record<string, string>,
): Promise<void> {
  await connected(port, async (redis) => {
    for (const type of ['NORMAL', 'PUBSUB']) {
      await redis.call('CLIENT', 'KILL', 'TYPE', type, 'SKIPME', 'YES');
    }
    await redis.flushall('SYNC');
    await redis.script('FLUSH', 'SYNC');
    await redis.call('FUNCTION', 'FLUSH', 'SYNC');
    const users = (await redis.call('ACL', 'USERS')) as string[];
    const others = users.filter((user) => user !== 'default');
    if (others.length > 0) await redis.call('ACL', 'DELUSER', ...others);
    if (settings) await restore(redis, settings);
    await redis.config('RESETSTAT');
    await redis.call('SLOWLOG', 'RESET');
  });
}

async function restore(
  redis: Redis,
  settings: Record<string, string>,
): Promise<void> {
  for (const [name, value] of Object.entries(await settingsOf(redis))) {
    const before = settings[name];
    if (before === undefined || before === value) continue;
    await redis.config('SET', name, before);
  }
}
