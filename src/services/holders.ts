import { existsSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { makeFolder, writeWhole } from './disk.ts';
import {
  isAlive,
  ownIdentity,
  type ProcessIdentity,
} from './process-identity.ts';

/**
 * Who uses the services under `root`. A process that holds them (`npm start`)
 * stops them when it ends, unless another one holds them too, or they were
 * brought up by a process that did not hold them (`npm run services -- up`).
 */
export interface Holders {
  /** Notes that this process uses them; returns how to take that back. */
  add(): () => void;
  /** True while a living process holds them. */
  any(): boolean;
  /** Notes that they were brought up; by a process without a hold: to stay. */
  broughtUp(): void;
  areToStay(): boolean;
  /** Forgets that they are to stay. */
  broughtDown(): void;
}

export function holdersOf(root: string): Holders {
  const folder = join(root, 'holders');
  const stay = join(folder, 'stay');

  function living(): ProcessIdentity[] {
    if (!existsSync(folder)) return [];
    return readdirSync(folder)
      .filter((file) => file.endsWith('.json'))
      .flatMap((file) => {
        const path = join(folder, file);
        try {
          const owner = JSON.parse(
            readFileSync(path, 'utf8'),
          ) as ProcessIdentity;
          if (isAlive(owner)) return owner;
          rmSync(path, { force: true });
        } catch {
          // taken back meanwhile
        }
        return [];
      });
  }

  return {
    add() {
      makeFolder(folder);
      const name = `${process.pid}-${randomBytes(4).toString('hex')}.json`;
      const path = join(folder, name);
      writeWhole(path, JSON.stringify(ownIdentity()));
      return () => rmSync(path, { force: true });
    },
    any: () => living().length > 0,
    broughtUp() {
      if (living().some(({ pid }) => pid === process.pid)) return;
      makeFolder(folder);
      writeWhole(stay, '');
    },
    areToStay: () => existsSync(stay),
    broughtDown: () => rmSync(stay, { force: true }),
  };
}

/** `Provider.hold`, made of holders and of `down` under the lock. */
export async function holdServices(
  holders: Holders,
  stopUnlessHeld: () => Promise<boolean>,
): Promise<() => Promise<boolean>> {
  const release = holders.add();
  let held = true;
  return async () => {
    if (!held) return false;
    held = false;
    release();
    return stopUnlessHeld();
  };
}
