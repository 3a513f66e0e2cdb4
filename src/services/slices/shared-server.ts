import { rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { takeLock } from '../lock.ts';
import type { Service } from '../service.ts';
import { emptyMemcached, memcachedLeaks } from './memcached-contents.ts';
import { lookAtMemcached } from './memcached-look.ts';
import { emptyRedis, redisLeaks } from './redis-contents.ts';
import { lookAtRedis } from './redis-look.ts';
import { portAlias, type Slice } from './slice.ts';

/** Having the one Redis or memcached to oneself. */
export interface Turn {
  end(): void;
  /** Whether somebody waits for its end, in whatever process. */
  wanted(): boolean;
  restart(): Promise<void>;
}

/** Milliseconds for which the note of one who waits counts. */
const WAITS = 1000;

/**
 * Has the one Redis or memcached to itself, after waiting for the run that has
 * it now, in whatever process.
 */
export async function takeTurn(
  root: string,
  service: Service,
  restart: () => Promise<void>,
): Promise<Turn> {
  const lock = join(root, 'turns', `${service}.lock`);
  const note = `${lock}.wanted`;
  const end = await takeLock(lock, () => writeFileSync(note, ''));
  rmSync(note, { force: true });
  const wanted = () => {
    const seen = statSync(note, { throwIfNoEntry: false });
    return seen !== undefined && Date.now() - seen.mtimeMs < WAITS;
  };
  return { end, wanted, restart };
}

/** The shared Redis, emptied; its turn ends when it is given back. */
export async function takeSharedRedis(
  port: number,
  settings: Record<string, string> | undefined,
  turn: Turn,
): Promise<Slice> {
  await emptyRedis(port, settings);
  return {
    address: `redis://127.0.0.1:${port}`,
    aliases: portAlias(port, 6379),
    leaks: (ours) => redisLeaks(port, ours),
    look: () => lookAtRedis(port),
    restart: turn.restart,
    wanted: turn.wanted,
    // It may have died: then there is nothing to empty.
    release: () =>
      emptyRedis(port, settings)
        .catch(() => {})
        .finally(turn.end),
  };
}

/** The shared memcached, likewise. */
export async function takeSharedMemcached(
  port: number,
  turn: Turn,
): Promise<Slice> {
  await emptyMemcached(port);
  return {
    address: `127.0.0.1:${port}`,
    aliases: portAlias(port, 11211),
    leaks: (ours) => memcachedLeaks(port, ours),
    look: () => lookAtMemcached(port),
    restart: turn.restart,
    wanted: turn.wanted,
    release: () =>
      emptyMemcached(port)
        .catch(() => {})
        .finally(turn.end),
  };
}
