import {
  linkSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeFolder, onDisk } from './disk.ts';
import {
  isAlive,
  ownIdentity,
  type ProcessIdentity,
} from './process-identity.ts';
import { codeOf } from './services-error.ts';

/**
 * Takes the lock at `path`, waiting for a living owner; that of a dead owner
 * is taken over. Resolves to the function that gives it back.
 * @param waits called again and again while it waits
 */
export async function takeLock(
  path: string,
  waits?: () => void,
): Promise<() => void> {
  for (;;) {
    const release = tryLock(path);
    if (release) return release;
    waits?.();
    await sleep(20);
  }
}

/** Runs `work` while holding the lock at `path`. */
export async function withLock<T>(
  path: string,
  work: () => Promise<T>,
): Promise<T> {
  const release = await takeLock(path);
  try {
    return await work();
  } finally {
    release();
  }
}

/** Takes the lock at once, or returns undefined when a living process has it. */
export function tryLock(path: string): (() => void) | undefined {
  makeFolder(dirname(path));
  if (!link(path)) {
    if (!isStale(path)) return undefined;
    // Only one may remove a stale lock, or the second would remove the
    // first one's new lock. So the removal has a lock of its own, held for
    // microseconds; should its owner die in them, it is renamed away.
    const removal = `${path}.stale`;
    if (!link(removal)) {
      if (isStale(removal)) renameAway(removal);
      return undefined;
    }
    const taken = isStale(path) && (renameAway(path), link(path));
    rmSync(removal, { force: true });
    if (!taken) return undefined;
  }
  let held = true;
  return () => {
    if (held) rmSync(path, { force: true });
    held = false;
  };
}

/** link(2) is atomic, and the file is never seen without its owner in it. */
function link(path: string): boolean {
  const aside = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`;
  return onDisk(path, () => {
    try {
      writeFileSync(aside, JSON.stringify(ownIdentity()));
      linkSync(aside, path);
      return true;
    } catch (error) {
      if (codeOf(error) === 'EEXIST') return false;
      throw error;
    } finally {
      rmSync(aside, { force: true });
    }
  });
}

function isStale(path: string): boolean {
  try {
    return !isAlive(JSON.parse(readFileSync(path, 'utf8')) as ProcessIdentity);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    // Unreadable, so nobody's: it was never seen without an owner in it.
    return true;
  }
}

function renameAway(path: string): void {
  const aside = `${path}.${randomBytes(4).toString('hex')}`;
  try {
    renameSync(path, aside);
    rmSync(aside, { force: true });
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  }
}
