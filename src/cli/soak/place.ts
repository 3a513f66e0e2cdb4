import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { folderApart } from '../apart/folder.ts';
import { smallDisk, unmountAll, type SmallDisk } from './small-disk.ts';

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
  const { folder, remove } = await folderApart('soak', unmountAll);
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
    remove,
  };
}
