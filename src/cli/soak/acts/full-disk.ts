import { cpSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { loadExample } from '../../../course/example.ts';
import { projectFolder } from '../../../course/project.ts';
import {
  loadRecording,
  parseRecording,
  saveRecording,
} from '../../../course/recording.ts';
import type { Chance } from '../chance.ts';
import type { Act, Life } from '../life.ts';
import type { SmallDisk } from '../small-disk.ts';
import { answer } from './answer.ts';
import { progress } from './progress.ts';

/** Milliseconds for which a disk stays full while the others go on. */
const FULL_MS = 3000;

/** The disk of answers is full, or can only be read. */
export const fullWorkbook: Act = {
  name: 'full-workbook',
  weight: 3,
  kind: 'blow',
  uses: [],
  run: (life, chance) =>
    spoil(life, life.place.workbook, chance, async () => {
      await answer.run(life, chance);
      await progress.run(life, chance);
      await answer.run(life, chance);
    }),
};

/** Likewise the one that programs write to. */
export const fullScratch: Act = {
  name: 'full-scratch',
  weight: 2,
  kind: 'blow',
  uses: [],
  run: (life, chance) =>
    spoil(life, life.place.scratch, chance, () => sleep(FULL_MS)),
};

/** Likewise the one of recordings: what was recorded before is there, whole. */
export const fullRecordings: Act = {
  name: 'full-recordings',
  weight: 1,
  kind: 'blow',
  uses: [],
  async run(life, chance) {
    const { recordings } = life.place;
    const { name, files, recording } = chance.pick(life.examples);
    const root = recordings.folder;
    for (const file of [...files.map((each) => each.path), recording])
      cpSync(path.join(projectFolder, file), path.join(root, file));
    const example = loadExample(name);
    const recorded = loadRecording(example);
    const file = path.join(root, recording);
    const before = readFileSync(file, 'utf8');
    const folder = path.dirname(file);
    const names = readdirSync(folder);
    await spoil(life, recordings, chance, async () => {
      let refused = false;
      try {
        saveRecording({ ...recorded, panes: [...recorded.panes] }, root);
      } catch {
        refused = true;
      }
      const after = readFileSync(file, 'utf8');
      parseRecording(recording, after);
      if (
        after !== before ||
        (refused && readdirSync(folder).length !== names.length)
      )
        life.tally.problem('a recording that did not fit has left its half.');
    });
  },
};

async function spoil(
  life: Life,
  disk: SmallDisk,
  chance: Chance,
  work: () => Promise<void>,
) {
  const { fill, lock } = disk.can;
  const ways = [
    ...(fill ? ['fill' as const] : []),
    ...(lock ? ['lock' as const] : []),
  ];
  if (!fill)
    life.tally.note(
      lock
        ? 'No disk of its own could be mounted: none is filled, and folders are made read-only.'
        : 'No disk of its own could be mounted, and root writes to read-only folders: full and read-only disks are left out.',
    );
  if (ways.length === 0) return;
  await life.troubles.during('disk', async () => {
    try {
      if (disk[chance.pick(ways)]()) life.tally.count('disks');
      await work();
    } finally {
      disk.free();
    }
  });
}
