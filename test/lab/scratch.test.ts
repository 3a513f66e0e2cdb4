import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { projectFolder } from '../../src/course/project.ts';
import {
  fillDisk,
  makeReadOnly,
  mayMount,
  mountSmallDisk,
} from '../setup/small-disk.ts';

const runs = path.join(projectFolder, '.cache/test', `scratch-${process.pid}`);
process.env.ROUNDTRIP_SCRATCH = runs;
const { makeScratch } = await import('../../src/lab/scratch.ts');

/** A disk for scratch folders alone. */
function scratchDisk(): string {
  onTestFinished(() => rmSync(runs, { recursive: true, force: true }));
  return mountSmallDisk(runs);
}

test('what is left of one that ended after we began goes with our last folder', async () => {
  onTestFinished(() => rmSync(runs, { recursive: true, force: true }));
  const owner = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e6)']);
  onTestFinished(() => void owner.kill('SIGKILL'));
  const left = path.join(runs, `${owner.pid}-1`);
  mkdirSync(left, { recursive: true });
  const scratches = [makeScratch(), makeScratch()];
  expect(existsSync(left)).toBe(true);
  owner.kill('SIGKILL');
  await once(owner, 'exit');
  scratches[0]!.remove();
  expect(existsSync(left)).toBe(true);
  scratches[1]!.remove();
  expect(readdirSync(runs)).toEqual([]);
});

test('where no folder can be made it is a sentence, and the lab goes on', () => {
  onTestFinished(() => rmSync(runs, { recursive: true, force: true }));
  const scratch = makeScratch();
  rmSync(runs, { recursive: true });
  writeFileSync(runs, 'a file');
  scratch.remove();
  expect(makeScratch).toThrow(/^Could not write/);
});

test.runIf(mayMount)('on a full disk no scratch folder is made by half', () => {
  const disk = scratchDisk();
  const before = makeScratch();
  fillDisk(disk);
  expect(makeScratch).toThrow(/^No space is left on the disk for .* Free some/);
  expect(() => before.write([{ path: 'a.ts', source: 'x' }])).toThrow(
    /^No space is left/,
  );
  expect(readdirSync(disk).sort()).toEqual([
    '.ballast',
    path.basename(before.folder),
  ]);
  rmSync(path.join(disk, '.ballast'));
  const after = makeScratch();
  expect(path.basename(after.folder)).toBe(`${process.pid}-2`);
  for (const each of [before, after]) each.remove();
  expect(readdirSync(disk)).toEqual([]);
});

test.runIf(mayMount)(
  'a scratch folder that can not be removed any more ends nothing',
  () => {
    const disk = scratchDisk();
    const scratch = makeScratch();
    makeReadOnly(disk);
    scratch.remove();
    expect(existsSync(scratch.folder)).toBe(true);
    expect(makeScratch).toThrow(/^(Could not write|No permission)/);
  },
);
