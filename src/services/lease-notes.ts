import { existsSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder, writeWhole } from './disk.ts';
import type { ProcessIdentity } from './process-identity.ts';
import type { Service } from './service.ts';

/** What is written down of a lease while it lives. */
export interface LeaseNote {
  id: string;
  owner: ProcessIdentity;
  services: Service[];
}

/** Where a lease may keep files of its own. */
export function leaseFolder(root: string, id: string): string {
  return join(leasesFolder(root), id);
}

function leasesFolder(root: string): string {
  return join(root, 'leases');
}

/** Writes a lease down. */
export function note(root: string, lease: LeaseNote): void {
  makeFolder(leasesFolder(root));
  // The note first: a folder without one would never be swept.
  writeWhole(`${leaseFolder(root, lease.id)}.json`, JSON.stringify(lease));
  makeFolder(leaseFolder(root, lease.id));
}

/** Nothing is left of a lease. */
export function forget(root: string, id: string): void {
  const folder = leaseFolder(root, id);
  rmSync(folder, { recursive: true, force: true });
  rmSync(`${folder}.json`, { force: true });
}

/** Leaves the lease to the next sweep: nobody owns it any more. */
export function abandon(
  root: string,
  id: string,
  services: readonly Service[],
): void {
  const nobody = { pid: 0, started: '' };
  note(root, { id, owner: nobody, services: [...services] });
}

/** All leases that are written down. */
export function notes(root: string): LeaseNote[] {
  const folder = leasesFolder(root);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => /^lease_\w+\.json$/.test(file))
    .flatMap((file) => {
      try {
        const text = readFileSync(join(folder, file), 'utf8');
        return [JSON.parse(text) as LeaseNote];
      } catch {
        return []; // given back meanwhile
      }
    });
}
