import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import {
  afterAll,
  beforeAll,
  expect,
  inject,
  onTestFinished,
  test,
} from 'vitest';
import { LearnSession } from '../../src/cli/learn/session.ts';
import { progressBar } from '../../src/cli/learn/screen.ts';
import { loadLesson } from '../../src/course/lesson.ts';
import { projectFolder } from '../../src/course/project.ts';
import { statusOf } from '../../src/course/progress.ts';
import { Checks } from '../../src/lab/check/checks.ts';
import { ProgressFile } from '../../src/lab/progress-file.ts';
import { Workbook } from '../../src/lab/workbook.ts';
import { openServices } from '../../src/services/services.ts';

const LESSONS = ['memcached/first-cache', 'redis/pub-sub'];
let checks: Checks;
beforeAll(async () => {
  checks = new Checks(await openServices({ root: inject('servicesRoot') }));
});
afterAll(() => checks.close());

function solutionOf(lesson: string) {
  const { folder } = loadLesson(lesson);
  return readFileSync(path.join(projectFolder, folder, 'solution.ts'), 'utf8');
}

/** A learner at a terminal, with a workbook of their own. */
function learner() {
  const folder = mkdtempSync(path.join(tmpdir(), 'roundtrip-learn-'));
  let screen = '';
  const workbook = new Workbook(folder);
  const progress = new ProgressFile(folder);
  const open = () =>
    new LearnSession({
      ...{ lessons: LESSONS, workbook, progress, checks, folder },
      signal: new AbortController().signal,
      show: (lines) => (screen = stripVTControlCharacters(lines.join('\n'))),
    });
  const session = open();
  onTestFinished(() => {
    session.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    ...{ session, open, workbook, progress },
    shows: (text: string | RegExp) =>
      expect.poll(() => screen, { timeout: 20_000 }).toMatch(text),
  };
}

test('a learner goes from the stub to done, and on when they say so', async () => {
  const { session, shows, workbook, progress } = learner();
  const started = session.start();
  await shows(/Checking …/);
  await started;
  await shows(/This is your copy of the exercise/);
  await shows(/0 of 9 pass/);
  const file = workbook.fileOf(LESSONS[0]!);
  writeFileSync(file, solutionOf(LESSONS[0]!));
  await shows(/All 9 pass\.[\s\S]*Done ✓ {2}Press n for the next/);
  await shows(/Solved \[#{15}-{15}\] 1\/2/);
  expect(statusOf(progress.read(), LESSONS[0]!)).toBe('solved');
  await session.key('n');
  await shows(/redis\/pub-sub[\s\S]*0 of 6 pass/);
  writeFileSync(file, '// broken again');
  await session.key('c');
  await shows(/0 of 2 answers pass. Open: memcached\/first-cache, redis/);
  expect(statusOf(progress.read(), LESSONS[0]!)).toBe('open again');
});

test('hints come one by one; a reset is asked for twice, and undone', async () => {
  const { session, shows, workbook } = learner();
  await session.start();
  await session.key('h');
  await shows(/Hint 1 of 3: A miss is one thing only/);
  await session.key('h');
  await shows(/Hint 2 of 3/);
  const file = workbook.fileOf(LESSONS[0]!);
  writeFileSync(file, 'const mine = 1;');
  await shows(/exports no "openCache"/);
  await session.key('r');
  await shows(/Press r again/);
  expect(readFileSync(file, 'utf8')).toBe('const mine = 1;');
  await session.key('r');
  expect(readFileSync(file, 'utf8')).toContain('Begin here');
  await session.key('u');
  expect(readFileSync(file, 'utf8')).toBe('const mine = 1;');
  await shows(/What you had is back/);
});

test('the list opens another lesson, and a session resumes there', async () => {
  const { session, open, shows } = learner();
  await session.start();
  await session.key('l');
  await shows(/> {3}memcached\/first-cache/);
  await session.key('j');
  await session.key('\r');
  await shows(/^Publish and subscribe/);
  expect(await session.key('q')).toBe(false);
  session.close();
  const again = open();
  await again.start();
  again.close();
  await shows(/^Publish and subscribe/);
});

test('a syntax error is told with the line that a terminal opens', async () => {
  const { session, shows, workbook } = learner();
  await session.start();
  writeFileSync(workbook.fileOf(LESSONS[0]!), 'export const a = 1;\nlet = (\n');
  await shows(/could not be checked[\s\S]*memcached\/first-cache\.ts:2/);
});

test('the bar is full when all is solved, and empty when nothing is', () => {
  const lesson = { name: 'a', title: 'A' };
  expect(progressBar([{ ...lesson, status: 'solved' }], 4)).toContain('[####]');
  expect(progressBar([{ ...lesson, status: 'read' }], 4)).toContain('[----]');
});
