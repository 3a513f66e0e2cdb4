import { join } from 'node:path';
import { takeLock } from '../lock.ts';
import type { Leak, Service } from '../service.ts';
import { emptyMemcached, memcachedLeaks } from './memcached-contents.ts';
import { emptyRedis, redisLeaks } from './redis-contents.ts';
import { portAlias, type Slice } from './slice.ts';

/**
 * Has the one Redis or memcached to itself, after waiting for the run that has
 * it now, in whatever process. Resolves to the function that ends that.
 */
export async function takeTurn(
  root: string,
  service: Service,
): Promise<() => void> {
  return takeLock(join(root, 'turns', `${service}.lock`));
}

/** The shared Redis, emptied; `endTurn` is called when it is given back. */
export async function takeSharedRedis(
  port: number,
  settings: Record<string, string> | undefined,
  endTurn: () => void,
): Promise<Slice> {
  await emptyRedis(port, settings);
  return {
    address: `redis://127.0.0.1:${port}`,
    aliases: portAlias(port, 6379),
    release: () =>
      leaveEmpty(
        () => redisLeaks(port),
        () => emptyRedis(port, settings),
        endTurn,
      ),
  };
}

/** The shared memcached, likewise. */
export async function takeSharedMemcached(
  port: number,
  endTurn: () => void,
): Promise<Slice> {
  await emptyMemcached(port);
  return {
    address: `127.0.0.1:${port}`,
    aliases: portAlias(port, 11211),
    release: () =>
      leaveEmpty(
        () => memcachedLeaks(port),
        () => emptyMemcached(port),
        endTurn,
      ),
  };
}

async function leaveEmpty(
  leaks: () => Promise<Leak[]>,
  empty: () => Promise<void>,
  endTurn: () => void,
): Promise<Leak[]> {
  try {
    const left = await leaks().catch(() => []);
    await empty().catch(() => {}); // it died: there is nothing to empty
    return left;
  } finally {
    endTurn();
  }
}
