import { setTimeout as sleep } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import {
  clientsOf,
  connected,
} from '../../../services/slices/redis-contents.ts';
import { checkServers, portOf } from '../servers.ts';

// Asked on a connection past the taps: `#check/wire` does not count it, and
// no fault touches it. `server` is the number of one of several, from 1.

const ask = <T>(work: (redis: Redis) => Promise<T>, server = 1) =>
  connected(portOf('redis', server), work);

/** The keys of database 0 that match a glob-style pattern, sorted. */
export function keys(pattern = '*', server = 1): Promise<string[]> {
  return ask(async (redis) => (await redis.keys(pattern)).sort(), server);
}

/**
 * Seconds until a key expires; `Infinity` when it never does, undefined when
 * there is no such key.
 */
export function ttl(key: string, server = 1): Promise<number | undefined> {
  return ask(async (redis) => {
    const seconds = await redis.ttl(key);
    if (seconds === -2) return undefined;
    return seconds === -1 ? Infinity : seconds;
  }, server);
}

/** How many connections are subscribed to a channel by its name. */
export function subscribers(channel: string, server = 1): Promise<number> {
  return ask(async (redis) => {
    const [, count] = await redis.pubsub('NUMSUB', channel);
    return Number(count);
  }, server);
}

/**
 * How many clients Redis counts: the answer's, and those of the check, but
 * not the one that asks, nor other servers.
 */
export function clients(server = 1): Promise<number> {
  return ask(async (redis) => (await clientsOf(redis)) - 1, server);
}

/**
 * Does some work on that connection, for what has no function here.
 * `await withRedis((redis) => redis.object('ENCODING', 'cart'))`
 */
export function withRedis<T>(
  work: (redis: Redis) => Promise<T>,
  server = 1,
): Promise<T> {
  return ask(work, server);
}

/**
 * Has a Redis end as by kill -9, and start again after so many milliseconds
 * with what it has on its disk; resolves when it answers. Its connections
 * break. The header of the check has it ready for that:
 * `@redis --enable-debug-command yes`.
 * @throws {Error} where it is not.
 */
export async function crash(server = 1, milliseconds = 0): Promise<void> {
  // A Redis that obeys sends no reply.
  const refused = await ask(
    (redis) =>
      redis.call('DEBUG', 'CRASH-AND-RECOVER', String(milliseconds)).then(
        () => undefined,
        (error: Error) => (error.name === 'ReplyError' ? error : undefined),
      ),
    server,
  );
  if (refused) throw refused;
  for (let attempt = 1; ; attempt++) {
    const up = await ask((redis) => redis.ping(), server).catch(() => 'down');
    if (up === 'PONG') return;
    if (attempt === ATTEMPTS) throw new Error('Redis did not come back.');
    await sleep(20);
  }
}

const ATTEMPTS = 250;

/** A folder that a Redis of `settings` may have its files in. */
export function trialFolder(): Promise<string> {
  return trial().then(({ folder }) => folder);
}

/**
 * What a Redis that is started from the text of a `redis.conf` says of its
 * settings (`CONFIG GET *`): `{ maxmemory: '67108864', … }`. It is ended
 * again.
 * @throws {Error} where it did not start, or would not be for this machine
 * only, or not in `trialFolder()`.
 */
export async function settings(conf: string): Promise<Record<string, string>> {
  return (await trial()).settings(conf);
}

async function trial() {
  const { redisTrial } = checkServers().lease;
  if (redisTrial) return redisTrial;
  throw new Error('This check cannot start a Redis here.');
}
