import { execFile } from 'node:child_process';
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  afterAll,
  beforeAll,
  describe,
  expect,
  inject,
  test,
  vi,
} from 'vitest';
import type { Grades } from '../../src/cli/grade/grades.ts';
import { projectFolder } from '../../src/course/project.ts';
import { startCommand } from './command.ts';
import { ownServices, processesWith, states } from './own-services.ts';
import { fileOf, fill, folderWith, put, type Entry } from './grade/a-class.ts';

const PUB_SUB = 'redis/pub-sub';
const FIRST_CACHE = 'memcached/first-cache';
const solution = fileOf(PUB_SUB, 'solution.ts');
const cache = fileOf(FIRST_CACHE, 'solution.ts');

/** Answers to redis/pub-sub that are no good, and what a grade says of them. */
const BAD: Record<string, { entry?: Entry; verdict: string; says: RegExp }> = {
  'learner 03': {
    entry: 'export const a = (\n',
    ...{ verdict: 'broken', says: /Expression expected/ },
  },
  'learner 06': {
    entry: `${solution}for (;;);\n`,
    ...{ verdict: 'broken', says: /endless loop|ended after/ },
  },
  'learner 09': {
    entry: `process.exit(0);\n${solution}`,
    ...{ verdict: 'broken', says: /process\.exit/ },
  },
  'learner 12': { verdict: 'missing', says: /no file/ },
  'learner 14': {
    entry: { pipe: true },
    ...{ verdict: 'broken', says: /no file with text/ },
  },
  'learner 15': {
    entry: { link: '../../learner 01/redis/pub-sub.ts' },
    ...{ verdict: 'broken', says: /leads out of the workbook/ },
  },
  'learner 18': {
    entry: fileOf(PUB_SUB, 'wrong/returns-true.ts'),
    ...{ verdict: 'failed', says: /PUBLISH/ },
  },
  'learner 20': {
    entry: `${solution}const all = []; for (;;) all.push(Buffer.alloc(1e7, 1));\n`,
    ...{ verdict: 'broken', says: /MB of memory/ },
  },
  'learner 21': {
    entry: `import { fork } from 'node:child_process';\nfork('x.js');\n${solution}`,
    ...{ verdict: 'broken', says: /restricted/ },
  },
  'learner 24': {
    entry: `import { readFileSync } from 'node:fs';\nreadFileSync('/etc/passwd');\n${solution}`,
    ...{ verdict: 'broken', says: /restricted/ },
  },
  'learner 27': {
    entry: `\n${fileOf(PUB_SUB, 'exercise.ts')}\n\n`,
    ...{ verdict: 'not begun', says: /as it was given/ },
  },
  'learner 30': {
    entry: 'a\0b',
    ...{ verdict: 'broken', says: /no text/ },
  },
};

const LEARNERS = Array.from(
  { length: 30 },
  (_, at) => `learner ${String(at + 1).padStart(2, '0')}`,
);

/** A class of thirty: all have the one lesson, every third another. */
function thirty(): Record<string, Entry> {
  const entries: Record<string, Entry> = {};
  LEARNERS.forEach((learner, at) => {
    const entry = learner in BAD ? BAD[learner]!.entry : solution;
    if (entry !== undefined) entries[`${learner}/${PUB_SUB}.ts`] = entry;
    if (at % 3 === 2) entries[`${learner}/${FIRST_CACHE}.ts`] = cache;
    entries[`${learner}/progress.txt`] = 'redis/pub-sub done\n';
  });
  return entries;
}

interface Ended {
  code: number;
  stdout: string;
  stderr: string;
}

const launcher = path.join(projectFolder, 'src/cli/launch.cjs');

/** Grades a folder, called from there. */
function startGrade(
  root: string,
  args: string[] = [],
  env: NodeJS.ProcessEnv = {},
) {
  return startCommand(['grade', root, ...args], { env: settings(root, env) });
}

function settings(root: string, env: NodeJS.ProcessEnv) {
  return {
    ROUNDTRIP_SERVICES: inject('servicesRoot'),
    INIT_CWD: root,
    ...env,
  };
}

/** The same to its end; also outside of a test. */
async function runGrade(
  root: string,
  args: string[] = [],
  env: NodeJS.ProcessEnv = {},
): Promise<Ended> {
  const command = [launcher, 'grade', root, ...args];
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      command,
      {
        cwd: projectFolder,
        env: {
          ...{ ...process.env, VITEST: undefined, NO_COLOR: '1' },
          ...settings(root, env),
        },
        maxBuffer: 64 * 2 ** 20,
      },
      (error, stdout, stderr) =>
        resolve({ code: Number(error?.code ?? 0), stdout, stderr }),
    );
  });
}

function report(root: string): Grades {
  const file = path.join(root, 'grades/grades.json');
  return JSON.parse(readFileSync(file, 'utf8')) as Grades;
}

describe('thirty workbooks, twelve bad answers among them', () => {
  let root: string;
  let ended: Ended;
  let grades: Grades;
  beforeAll(async () => {
    root = realpathSync(mkdtempSync(path.join(tmpdir(), 'roundtrip-class-')));
    fill(root, thirty());
    ended = await runGrade(root, ['--limit', '30']);
    grades = report(root);
  }, 300_000);
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  /** The grade of a learner in a lesson. */
  function gradeOf(learner: string, lesson: string) {
    return grades.workbooks
      .find(({ name }) => name === learner)
      ?.grades.find((each) => each.lesson === lesson);
  }

  test('are all there, and the exit code says that some did not pass', () => {
    expect(grades.workbooks.map(({ name }) => name)).toEqual(LEARNERS);
    expect(grades.finished).toBe(true);
    expect(ended.code).toBe(1);
  });

  test.each(Object.entries(BAD))(
    'the answer of %s is graded as what it is',
    (learner, { verdict, says }) => {
      const grade = gradeOf(learner, PUB_SUB);
      expect(grade?.verdict).toBe(verdict);
      const failed = grade?.tests.find(({ passed }) => !passed);
      expect(grade?.broken?.message ?? failed?.failure?.message).toMatch(says);
    },
  );

  test('no good answer is harmed by a bad one', () => {
    for (const learner of LEARNERS.filter((name) => !(name in BAD)))
      expect(gradeOf(learner, PUB_SUB)?.verdict, learner).toBe('passed');
    LEARNERS.forEach((learner, at) => {
      const verdict = at % 3 === 2 ? 'passed' : 'missing';
      expect(gradeOf(learner, FIRST_CACHE)?.verdict, learner).toBe(verdict);
    });
  });

  test('are told where no terminal is: plain lines, then the table, 80 wide', () => {
    expect(ended.stderr).toMatch(
      /^Found 30 workbooks; 2 lessons are graded\.$/m,
    );
    expect(ended.stderr).toMatch(/^ 1 of \d\d {2}learner \d\d {2}\S+ {2}\w+/m);
    expect(ended.stdout + ended.stderr).not.toMatch(/[^\P{Cc}\n]/u);
    const [table = ''] = ended.stdout.trimStart().split('\n\n');
    expect(table.split('\n')).toHaveLength(32);
    expect(table).toMatch(/^learner 18 {2}passed +5 of 6 +1 of 2$/m);
    expect(table).toMatch(/^passed +10 +18 +28 of 60$/m);
    for (const line of table.split('\n'))
      expect(line.length).toBeLessThanOrEqual(80);
    expect(ended.stdout).toContain(
      'learner 18  redis/pub-sub: tells how many subscribers a message was sent to\n',
    );
    expect(ended.stdout).toContain('The grades are in grades:');
  });

  test('what is the same is not checked again', async () => {
    put(path.join(root, `learner 06/${PUB_SUB}.ts`), solution);
    const { code, stderr } = await runGrade(root, ['--limit', '30']);
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^1 of 1 {2}learner 06 {2}redis\/pub-sub {2}passed$/m,
    );
    const before = grades;
    grades = report(root);
    expect(gradeOf('learner 01', PUB_SUB)).toEqual(
      before.workbooks[0]?.grades[1],
    );
    expect(gradeOf('learner 06', PUB_SUB)?.verdict).toBe('passed');
  });
});

test('a grading that is interrupted loses nothing, and goes on', async () => {
  const root = folderWith({
    [`anna/${PUB_SUB}.ts`]: solution,
    [`bela/${PUB_SUB}.ts`]: solution.replace(
      'return redis.publish',
      'await new Promise(() => {});\n  return redis.publish',
    ),
  });
  const services = ownServices();
  const env = { ROUNDTRIP_SERVICES: services };
  const command = startGrade(root, ['--jobs', '1'], env);
  await vi.waitFor(
    () => expect(command.output().stderr).toContain('1 of 2  anna'),
    { timeout: 60_000, interval: 20 },
  );
  command.child.kill('SIGINT');
  const { code, stdout, stderr } = await command.done;
  expect(stderr).toMatch(
    /1 of 2 answers checked; what is graded is in grades\. The same command goes on from there\.\nStopped\.$/m,
  );
  expect({ code, stdout }).toEqual({ code: 130, stdout: '' });
  expect(report(root)).toMatchObject({
    finished: false,
    counts: { passed: 1, 'not checked': 1 },
  });
  expect(readdirSync(path.join(root, 'grades')).sort()).toEqual([
    ...['grades.csv', 'grades.json', 'grades.xml'],
  ]);
  expect(await states(services)).toEqual(['stopped']);
  expect(processesWith(services)).toEqual([]);

  put(path.join(root, `bela/${PUB_SUB}.ts`), solution);
  const next = await runGrade(root, ['--json']);
  expect(next.code).toBe(0);
  expect(next.stderr).toContain('1 of 2 answers is graded already in grades');
  expect(next.stderr).toMatch(/^1 of 1 {2}bela/m);
  expect(JSON.parse(next.stdout)).toMatchObject({
    finished: true,
    counts: { passed: 2, 'not checked': 0 },
  });
});

test('an answer imports from its own folder, whatever that is called, and no other has its files', async () => {
  const named = (name: string) =>
    `import './name.ts';\n${solution}// ${name}\n`;
  const root = folderWith({
    [`a?b#c %20/${PUB_SUB}.ts`]: named('a'),
    'a?b#c %20/redis/name.ts': 'export {};\n',
    [`bela/${PUB_SUB}.ts`]: named('b'),
    'bela/redis/name.ts': "throw new Error('I am Bela’s');\n",
    [`carla/${PUB_SUB}.ts`]: named('c'),
    'carla/redis/name.ts': { link: '../../bela/redis/name.ts' },
  });
  await runGrade(root, ['--jobs', '1']);
  const [a, bela, carla] = report(root).workbooks.map(
    ({ grades }) => grades[0],
  );
  expect(a?.verdict).toBe('passed');
  expect(bela?.broken?.message).toBe('I am Bela’s');
  expect(carla?.broken?.message).toMatch(/name\.ts/);
});

test('what needs no check needs no services', async () => {
  const root = folderWith({ [`anna/${PUB_SUB}.ts`]: { pipe: true } });
  const services = ownServices();
  const { code, stdout } = await runGrade(
    root,
    ['--lesson', PUB_SUB, '--lesson', FIRST_CACHE],
    { ROUNDTRIP_SERVICES: services },
  );
  expect(code).toBe(1);
  expect(stdout).toContain('2 answers: 1 broken, 1 missing.');
  expect(await states(services)).toEqual(['stopped']);
});

test('a folder without workbooks is told so, and nothing is written', async () => {
  const root = folderWith({ 'notes/today.md': '' });
  const { code, stderr } = await runGrade(root);
  expect(code).toBe(2);
  expect(stderr).toMatch(
    /^There is no workbook in .*Found there: .*notes\.\n$/,
  );
  expect(readdirSync(root)).toEqual(['notes']);
});
