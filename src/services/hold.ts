import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder, writeWhole } from './disk.ts';
import { withLock } from './lock.ts';
import {
  isAlive,
  ownIdentity,
  type ProcessIdentity,
} from './process-identity.ts';
import type { Provider } from './service.ts';

/**
 * Notes that this process uses the services under `root`. The function
 * returned lets go, and stops them when nobody uses them any more; it
 * resolves to whether it did.
 */
export async function holdServices(
  services: Provider,
  root: string,
): Promise<() => Promise<boolean>> {
  const own = join(holders(root), `${process.pid}.json`);
  const lock = join(root, 'holders.lock');
  await withLock(lock, async () => {
    makeFolder(holders(root));
    writeWhole(own, JSON.stringify(ownIdentity()));
  });
  return () =>
    withLock(lock, async () => {
      rmSync(own, { force: true });
      if (isHeld(root)) return false;
      await services.down();
      return true;
    });
}

/** Keeps the services up until `dropServices`, whoever lets go. */
export function keepServices(root: string): void {
  makeFolder(holders(root));
  writeWhole(join(holders(root), 'kept'), '');
}

/** Takes `keepServices` back. */
export function dropServices(root: string): void {
  rmSync(join(holders(root), 'kept'), { force: true });
}

function holders(root: string): string {
  return join(root, 'holders');
}

/** Whether a living process, or `keepServices`, holds the services. */
function isHeld(root: string): boolean {
  if (!existsSync(holders(root))) return false;
  return readdirSync(holders(root)).some((entry) => {
    if (entry === 'kept') return true;
    try {
      const text = readFileSync(join(holders(root), entry), 'utf8');
      return isAlive(JSON.parse(text) as ProcessIdentity);
    } catch {
      return false; // gone meanwhile, or never whole
    }
  });
}
