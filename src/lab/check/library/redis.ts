import type { Redis } from 'ioredis';
import { connected } from '../../../services/slices/redis-contents.ts';
import { portOf } from '../servers.ts';

// Asked on a connection past the taps: `#check/wire` does not count it, and
// no fault touches it.

const ask = <T>(work: (redis: Redis) => Promise<T>) =>
  connected(portOf('redis'), work);

/** The keys of database 0 that match a glob-style pattern, sorted. */
export function keys(pattern = '*'): Promise<string[]> {
  return ask(async (redis) => (await redis.keys(pattern)).sort());
}

/**
 * Seconds until a key expires; `Infinity` when it never does, undefined when
 * there is no such key.
 */
export function ttl(key: string): Promise<number | undefined> {
  return ask(async (redis) => {
    const seconds = await redis.ttl(key);
    if (seconds === -2) return undefined;
    return seconds === -1 ? Infinity : seconds;
  });
}

/** How many connections are subscribed to a channel by its name. */
export function subscribers(channel: string): Promise<number> {
  return ask(async (redis) => {
    const [, count] = await redis.pubsub('NUMSUB', channel);
    return Number(count);
  });
}

/**
 * How many clients Redis counts: the answer's, and those of the check, but
 * not the one that asks.
 */
export function clients(): Promise<number> {
  return ask(async (redis) => {
    const list = String(await redis.client('LIST'));
    return list.trim().split('\n').length - 1;
  });
}

/**
 * Does some work on that connection, for what has no function here.
 * `await withRedis((redis) => redis.object('ENCODING', 'cart'))`
 */
export function withRedis<T>(work: (redis: Redis) => Promise<T>): Promise<T> {
  return ask(work);
}
