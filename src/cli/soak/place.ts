import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { projectFolder } from '../../course/project.ts';
import { identify } from '../../services/process-identity.ts';
import { openServices } from '../../services/services.ts';
import { smallDisk, unmountAll, type SmallDisk } from './small-disk.ts';

/** Below the project, so that programs find its packages from there. */
const SOAKS = path.join(projectFolder, '.cache/soak');

/** The folders of one soak: nothing else is touched. */
export interface Place {
  folder: string;
  /** State, data and logs of its servers. */
  services: string;
  /** A site of one page, for its lab. */
  dist: string;
  workbook: SmallDisk;
  scratch: SmallDisk;
  recordings: SmallDisk;
  remove(): void;
}

/** Makes the folders, on disks of their own where it may. */
export async function makePlace(): Promise<Place> {
  await sweep();
  const folder = path.join(SOAKS, String(process.pid));
  const dist = path.join(folder, 'dist');
  mkdirSync(dist, { recursive: true });
  writeFileSync(
    path.join(dist, 'index.html'),
    '<html><head><meta name="lab-token" content=""></head></html>',
  );
  return {
    folder,
    services: path.join(folder, 'services'),
    dist,
    workbook: smallDisk(path.join(folder, 'workbook'), '2m'),
    scratch: smallDisk(path.join(folder, 'scratch'), '16m'),
    recordings: smallDisk(path.join(folder, 'recordings'), '1m'),
    remove: () => removeAll(folder),
  };
}

/** What soaks have left that were killed: servers, disks, folders. */
async function sweep(): Promise<void> {
  mkdirSync(SOAKS, { recursive: true });
  for (const name of readdirSync(SOAKS)) {
    if (!/^\d+$/.test(name) || identify(Number(name))) continue;
    const folder = path.join(SOAKS, name);
    const services = await openServices({
      root: path.join(folder, 'services'),
    });
    await services.down();
    removeAll(folder);
  }
}

function removeAll(folder: string) {
  unmountAll(folder);
  rmSync(folder, { recursive: true, force: true });
}
