import { fork } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { statusOf, withVerdict } from '../../src/course/progress.ts';
import { ProgressFile } from '../../src/lab/progress-file.ts';
import { Workbook } from '../../src/lab/workbook.ts';
import { sweepUnfinished } from '../../src/lab/write-whole.ts';
import { fixtureProject } from '../setup/fixture-project.ts';
import {
  fillDisk,
  makeReadOnly,
  mayMount,
  mountSmallDisk,
} from '../setup/small-disk.ts';

const LESSON = 'redis/pub-sub';

function newWorkbook(folder = `${fixtureProject({})}/workbook`) {
  const workbook = new Workbook(folder);
  return { workbook, folder, file: workbook.fileOf(LESSON) };
}

test('without an answer there is the stub', () => {
  const { workbook } = newWorkbook();
  const { source, version, undo } = workbook.read(LESSON);
  expect(source).toContain('Begin here');
  expect([version, undo]).toEqual([undefined, false]);
});

test('an answer is saved, and read back', () => {
  const { workbook, file } = newWorkbook();
  const version = workbook.save(LESSON, 'one');
  expect(readFileSync(file, 'utf8')).toBe('one');
  expect(workbook.read(LESSON)).toEqual({
    source: 'one',
    version,
    undo: false,
  });
  workbook.save(LESSON, 'two', version);
  expect(workbook.read(LESSON).source).toBe('two');
});

test('what was changed on the disk meanwhile is not written over', () => {
  const { workbook, file } = newWorkbook();
  const version = workbook.save(LESSON, 'one');
  writeFileSync(file, 'by an editor');
  expect(() => workbook.save(LESSON, 'two', version)).toThrow(
    /changed meanwhile, in your editor perhaps. Nothing was written/,
  );
  expect(() => workbook.save(LESSON, 'two')).toThrow(/changed meanwhile/);
  expect(readFileSync(file, 'utf8')).toBe('by an editor');
});

test('a first copy is the stub, and never takes the place of an answer', () => {
  const { workbook, file } = newWorkbook();
  expect(workbook.firstCopy(LESSON)).toBe(true);
  expect(readFileSync(file, 'utf8')).toContain('Begin here');
  writeFileSync(file, 'mine');
  expect(workbook.firstCopy(LESSON)).toBe(false);
  expect(readFileSync(file, 'utf8')).toBe('mine');
});

test('a reset can be undone, and the undoing too', () => {
  const { workbook } = newWorkbook();
  workbook.save(LESSON, 'mine');
  expect(workbook.reset(LESSON)).toMatchObject({ undo: true });
  expect(workbook.read(LESSON).source).toContain('Begin here');
  workbook.save(LESSON, 'again', workbook.read(LESSON).version);
  expect(workbook.undo(LESSON).source).toBe('mine');
  expect(workbook.undo(LESSON).source).toBe('again');
});

test('each reset is kept', () => {
  const { workbook } = newWorkbook();
  for (const text of ['one', 'two']) {
    workbook.save(LESSON, text, workbook.read(LESSON).version);
    workbook.reset(LESSON);
  }
  for (const text of ['two', 'one', 'two'])
    expect(workbook.undo(LESSON).source).toBe(text);
});

test('a reset of the stub takes nothing away', () => {
  const { workbook } = newWorkbook();
  workbook.firstCopy(LESSON);
  expect(workbook.reset(LESSON).undo).toBe(false);
  expect(() => workbook.undo(LESSON)).toThrow(/no reset of redis\/pub-sub/);
});

test('a link that leads out of the workbook is not followed', () => {
  const { workbook, file, folder } = newWorkbook();
  const secret = path.join(folder, '../secret.txt');
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(secret, 'secret');
  symlinkSync(secret, file);
  expect(() => workbook.read(LESSON)).toThrow(/is no file of the workbook/);
  expect(() => workbook.save(LESSON, 'x')).toThrow(/is no file/);
  expect(readFileSync(secret, 'utf8')).toBe('secret');
});

test('a folder in its place, and a huge answer, are told', () => {
  const { workbook, file } = newWorkbook();
  expect(() => workbook.save(LESSON, 'x'.repeat(70_000))).toThrow(
    /70000 characters, and may have 65536. It was not saved/,
  );
  mkdirSync(file, { recursive: true });
  expect(() => workbook.read(LESSON)).toThrow(/is no file of the workbook/);
});

/** A small disk of its own; only root may make one. */
const smallDisk = () => mountSmallDisk(`${fixtureProject({})}/disk`, '32k');

test.runIf(mayMount)('on a full disk the answer stays as it was', () => {
  const { workbook, folder, file } = newWorkbook(smallDisk());
  const version = workbook.save(LESSON, 'mine');
  writeFileSync(`${folder}/big`, 'x'.repeat(20_000));
  expect(() => workbook.save(LESSON, 'y'.repeat(20_000), version)).toThrow(
    /could not be written: the disk is full. It is as it was before/,
  );
  expect(readFileSync(file, 'utf8')).toBe('mine');
  expect(readdirSync(path.dirname(file))).toEqual(['pub-sub.ts']);
});

test.runIf(mayMount)('on a disk that can only be read, nothing is lost', () => {
  const { workbook, folder, file } = newWorkbook(smallDisk());
  const version = workbook.save(LESSON, 'mine');
  makeReadOnly(folder);
  expect(() => workbook.save(LESSON, 'new', version)).toThrow(
    /the disk can only be read/,
  );
  expect(readFileSync(file, 'utf8')).toBe('mine');
});

test('killed in the middle of saving, the file is whole', async () => {
  const { folder, file } = newWorkbook();
  const child = fork(
    path.join(import.meta.dirname, 'programs/save-for-ever.ts'),
    [folder, LESSON],
    { execArgv: ['--disable-warning=ExperimentalWarning'] },
  );
  await once(child, 'message'); // it has saved both texts
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(['a', 'b'].map((each) => each.repeat(50_000))).toContain(
    readFileSync(file, 'utf8'),
  );
});

test('killed in the middle of undoing, both answers are there', async () => {
  for (let time = 0; time < 5; time++) {
    const { folder, workbook } = newWorkbook();
    const child = fork(
      path.join(import.meta.dirname, 'programs/undo-for-ever.ts'),
      [folder, LESSON],
      { execArgv: ['--disable-warning=ExperimentalWarning'] },
    );
    await once(child, 'message');
    child.kill('SIGKILL');
    await once(child, 'exit');
    const one = workbook.read(LESSON).source;
    const other = workbook.undo(LESSON).source;
    // Broken off before its last step, an undo has kept one of them twice.
    const third = workbook.read(LESSON).undo
      ? workbook.undo(LESSON).source
      : other;
    const found = new Set([one, other, third].map((text) => text[0]));
    expect([...found].sort()).toEqual(['a', 'b']);
  }
});

test('what was left by who was killed while it wrote is swept, no more', () => {
  const { folder, file, workbook } = newWorkbook();
  workbook.save(LESSON, 'mine');
  const dead = `${path.dirname(file)}/.pub-sub.ts.${2 ** 30}.0a1b2c3d`;
  const living = `${path.dirname(file)}/.pub-sub.ts.${process.ppid}.0a1b2c3d`;
  const others = `${folder}/.notes.12`;
  for (const each of [dead, living, others]) writeFileSync(each, 'x');
  writeFileSync(`${folder}/.progress.lock.${2 ** 30}.0a1b2c3d`, 'x');
  sweepUnfinished(folder);
  expect(existsSync(dead)).toBe(false);
  expect([living, others, file].every((each) => existsSync(each))).toBe(true);
  expect(readdirSync(folder).sort()).toEqual(['.notes.12', 'redis']);
});

test.runIf(mayMount)(
  'progress on a full disk leaves nothing by half',
  async () => {
    const folder = smallDisk();
    fillDisk(folder);
    await expect(
      new ProgressFile(folder).change((before) =>
        withVerdict(before, LESSON, true, '2026-11-25T10:00:00Z'),
      ),
    ).rejects.toThrow(/^No space is left on the disk/);
    expect(readdirSync(folder)).toEqual(['.ballast']);
  },
);

test('progress that two change at once is lost by neither', async () => {
  const { folder } = newWorkbook();
  const files = [new ProgressFile(folder), new ProgressFile(folder)];
  const names = Array.from({ length: 20 }, (_, number) => `redis/l-${number}`);
  await Promise.all(
    names.map((name, index) =>
      files[index % 2]!.change((before) =>
        withVerdict(before, name, true, '2026-11-25T10:00:00Z'),
      ),
    ),
  );
  const now = new ProgressFile(folder).read();
  expect(names.map((name) => statusOf(now, name))).toEqual(
    names.map(() => 'solved'),
  );
});

test('progress of a newer Roundtrip is left alone', async () => {
  const { folder } = newWorkbook();
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}/progress.txt`, 'version 9\n');
  await expect(
    new ProgressFile(folder).change((before) =>
      withVerdict(before, LESSON, true, '2026-11-25T10:00:00Z'),
    ),
  ).rejects.toThrow(/newer Roundtrip/);
  expect(readFileSync(`${folder}/progress.txt`, 'utf8')).toBe('version 9\n');
  expect(existsSync(`${folder}/.progress.lock`)).toBe(false);
});
