import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  afterAll,
  beforeAll,
  expect,
  inject,
  onTestFinished,
  test,
} from 'vitest';
import type { CheckEvent } from '../../src/course/check-result.ts';
import { loadLesson } from '../../src/course/lesson.ts';
import { projectFolder } from '../../src/course/project.ts';
import { Checks } from '../../src/lab/check/checks.ts';
import { leftOpen } from '../../src/lab/check/left-open.ts';
import { CHECK_USAGE } from '../../src/lab/check/limits.ts';
import { identify } from '../../src/services/process-identity.ts';
import { openServices } from '../../src/services/services.ts';

const lesson = loadLesson('redis/pub-sub');
const file = path.join(projectFolder, 'workbook/redis/pub-sub.ts');
const solution = readFileSync(
  path.join(projectFolder, lesson.folder, 'solution.ts'),
  'utf8',
);

let checks: Checks;
beforeAll(async () => {
  checks = new Checks(await openServices({ root: inject('servicesRoot') }));
});
afterAll(() => checks.close());

/** Checks a source as the answer to redis/pub-sub. */
function check(source: string, usage = CHECK_USAGE) {
  return checks.check({ lesson, file, source }, { usage });
}

/** The solution, with something before its first statement. */
function withLine(line: string) {
  return solution.replace(
    'return redis.publish',
    `${line}\n  return redis.publish`,
  );
}

/** The line of the solution on which that is. */
const LINE = solution
  .slice(0, solution.indexOf('return redis.publish'))
  .split('\n').length;

test('one answer after the other is checked, each as itself', async () => {
  const stub = readFileSync(
    path.join(projectFolder, lesson.folder, 'exercise.ts'),
    'utf8',
  );
  const [first, second] = [await check(stub), await check(solution)];
  expect(first!.tests.every(({ passed }) => passed)).toBe(false);
  expect(second!.tests.every(({ passed }) => passed)).toBe(true);
});

test('an endless loop is ended, with a sentence and its line', async () => {
  const { tests, broken } = await check(withLine('while (channel);'), {
    ...CHECK_USAGE,
    busySeconds: 2,
  });
  expect(tests).toEqual([]);
  expect(broken?.message).toMatch(/busy for 2 seconds. An endless loop/);
  expect(broken?.line).toBe(LINE);
});

test('a check that was ended leaves no scratch folder', async () => {
  const runs = path.join(projectFolder, '.cache/runs');
  const ofTheDead = () =>
    readdirSync(runs).filter((name) => !identify(Number(name.split('-')[0])));
  const own = new Checks(await openServices({ root: inject('servicesRoot') }));
  const before = ofTheDead();
  await own.check(
    { lesson, file, source: withLine('while (channel);') },
    { usage: { ...CHECK_USAGE, busySeconds: 1 } },
  );
  await own.close();
  expect(ofTheDead().filter((name) => !before.includes(name))).toEqual([]);
});

test('a promise that never comes is ended at the limit', async () => {
  const { broken } = await check(withLine('await new Promise(() => {});'), {
    ...CHECK_USAGE,
    seconds: 3,
  });
  expect(broken?.message).toMatch(/ended after 3 seconds/);
});

test('a rejection that nobody awaits fails the answer, with its line', async () => {
  const { tests } = await check(
    withLine("void Promise.reject(new Error('lost'));"),
  );
  const [failed] = tests.filter(({ passed }) => !passed);
  expect(failed?.failure).toMatchObject({
    message: expect.stringContaining('nobody awaited it: lost') as string,
    line: LINE,
  });
});

test('a missing export is named', async () => {
  const { broken } = await check(
    solution.replace('export async function listen', 'async function hear'),
  );
  expect(broken?.message).toContain(
    'Your answer exports no "listen"; exercise.ts does.',
  );
});

test('an export of another type is named', async () => {
  const { broken } = await check(
    `${solution.replace('export async function publish', 'async function send')}\nexport const publish = 7;\nvoid send;`,
  );
  expect(broken?.message).toContain(
    'Your answer exports "publish" as a number; exercise.ts has a function.',
  );
});

test('a syntax error is shown with its line', async () => {
  const { broken } = await check('export const a = 1;\nexport const b = (\n');
  expect(broken).toMatchObject({
    line: 2,
    message: expect.stringContaining('Expression expected') as string,
  });
});

test('an answer that ends the process is told so, with its line', async () => {
  const { tests } = await check(withLine('process.exit(0);'));
  const [failed] = tests.filter(({ passed }) => !passed);
  expect(failed?.failure).toMatchObject({
    message:
      'Your answer called process.exit(0). Whoever calls it wants to go on: throw an error instead.',
    line: LINE,
  });
});

test('an error of the answer is shown with its line', async () => {
  const { tests } = await check(withLine("throw new TypeError('no channel');"));
  const [failed] = tests.filter(({ passed }) => !passed);
  expect(failed?.failure).toMatchObject({ message: 'no channel', line: LINE });
});

test('an answer does not import the solution', async () => {
  const { broken } = await check(
    `export * from '../../${lesson.folder}/solution.ts';\n`,
  );
  expect(broken?.message).toContain(
    'imports from npm, from Node and from its own',
  );
});

test('what an answer prints is told, and without end it is ended', async () => {
  const { tests, printed } = await check(
    withLine("console.log('to', channel);"),
  );
  expect(tests.every(({ passed }) => passed)).toBe(true);
  expect(printed).toMatch(/^to monitoring-1$/m);
  const { broken } = await check(
    withLine("for (;;) process.stdout.write('x'.repeat(1000));"),
  );
  expect(broken?.message).toMatch(/printed more than 256 kB/);
});

test('an answer cannot say what came of a test', async () => {
  const { tests } = await check(
    `process.send?.({ roundtrip: { event: { t: 0, event: 'tested', test: { name: 'mine', task: '', passed: true } } } });\n${solution}`,
  );
  expect(tests.map(({ name }) => name)).not.toContain('mine');
});

test('objects without end are told as such', async () => {
  const { broken } = await check(
    withLine('const all = []; for (;;) all.push(new Array(1000).fill(0.5));'),
  );
  expect(broken?.message).toMatch(
    /objects of your answer filled 256 MB|768 MB/,
  );
});

test('that is told also where other tests have passed before', async () => {
  const { tests, broken } = await check(
    solution.replace(
      'await redis.subscribe',
      "const all = []; while (channel === 'monitoring-6') all.push(new Array(1000).fill(0.5));\n  await redis.subscribe",
    ),
  );
  expect(tests[0]?.passed).toBe(true);
  const said = broken?.message ?? tests.at(-1)?.failure?.message;
  expect(said).toMatch(/objects of your answer filled 256 MB|768 MB/);
});

test('a file beside the answer may be imported, and is read anew', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'roundtrip-answer-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const answer = path.join(folder, 'pub-sub.ts');
  const source = `import { name } from './mine.ts';\nconsole.log('I am', name);\n${solution}`;
  const printed = async (name: string) => {
    writeFileSync(
      path.join(folder, 'mine.ts'),
      `export const name = '${name}';`,
    );
    return (await checks.check({ lesson, file: answer, source })).printed;
  };
  expect(await printed('one')).toContain('I am one');
  expect(await printed('two')).toContain('I am two');
  rmSync(path.join(folder, 'mine.ts'));
  symlinkSync('/etc/hostname', path.join(folder, 'mine.ts'));
  const { broken } = await checks.check({ lesson, file: answer, source });
  expect(broken?.message).toContain('from its own folder only');
});

test('an answer may import a module of an example, and what that sends is of the answer’s line', async () => {
  const source = solution
    .replace(
      /^/,
      "import { RedisHelper } from '#examples/redis/pub-sub/helper.ts';\n",
    )
    .replace(
      'return redis.publish(channel, message);',
      `const helper = new RedisHelper(channel);
       const count = await helper.publish(message);
       await helper.close();
       return redis.status === 'end' ? 0 : count;`,
    );
  const events: CheckEvent[] = [];
  const { tests } = await checks.check(
    { lesson, file, source },
    { on: (event) => events.push(event) },
  );
  expect(tests.flatMap(({ failure }) => failure?.message ?? [])).toEqual([]);
  const published = events.find(
    (each) => each.event === 'wire' && each.text.startsWith('PUBLISH'),
  );
  expect(published).toMatchObject({
    // One line for the import, and one for the helper.
    source: { file: 'workbook/redis/pub-sub.ts', line: LINE + 2 },
  });
});

test('so may what a check starts as a program of its own', async () => {
  const acknowledgements = loadLesson('rabbitmq/acknowledgements');
  const source = readFileSync(
    path.join(projectFolder, acknowledgements.folder, 'solution.ts'),
    'utf8',
  );
  const { tests } = await checks.check({
    lesson: acknowledgements,
    file: path.join(projectFolder, 'workbook/rabbitmq/acknowledgements.ts'),
    // It must be there in each process: else none of its lines runs.
    source: `import { RedisHelper } from '#examples/redis/pub-sub/helper.ts';\nRedisHelper.name;\n${source}`,
  });
  expect(tests.flatMap(({ failure }) => failure?.message ?? [])).toEqual([]);
});

test.each([
  ['that is not there', '#examples/redis/pub-sub/helpr.ts'],
  ['that is a program', '#examples/redis/pub-sub/publisher.ts'],
  ['that is an example', '#examples/redis/pub-sub-gap.ts'],
  ['outside of the examples', '#examples/../src/lab/limits.ts'],
  ['of the lab', '#examples/redis/../../src/lab/limits.ts'],
])('an answer does not import a module %s', async (_what, specifier) => {
  const { tests, broken } = await check(`import '${specifier}';\n${solution}`);
  expect(tests).toEqual([]);
  expect(broken?.message).toBe(
    `Your answer imports "${specifier}", and the examples of the course have no such module.`,
  );
});

test('an answer in the lesson’s own folder is checked as any other', async () => {
  const { tests, broken } = await checks.check({
    lesson,
    file: path.join(projectFolder, lesson.folder, 'solution.ts'),
    source: solution,
  });
  expect(broken).toBeUndefined();
  expect(tests.every(({ passed }) => passed)).toBe(true);
});

test('an answer reads no file and starts no process', async () => {
  const reads = await check(
    `import { readFileSync } from 'node:fs';\nreadFileSync('/etc/passwd');\n${solution}`,
  );
  expect(reads.broken).toMatchObject({
    line: 2,
    message: expect.stringContaining('restricted') as string,
  });
  const starts = await check(
    `import { execSync } from 'node:child_process';\nexecSync('id');\n${solution}`,
  );
  expect(starts.broken?.message).toContain('restricted');
});

test('a connection that is left is noted', async () => {
  const { tests, notes } = await check(
    withLine('await redis.duplicate().ping();'),
  );
  expect(tests.every(({ passed }) => passed)).toBe(true);
  expect(notes).toEqual([
    expect.stringMatching(/still had 2 connections to redis open\. In a/),
  ]);
  expect((await check(solution)).notes).toEqual([]);
});

test('it is noted with the line that used it', () => {
  const lane = { t: 0, pane: 'answer', service: 'redis' as const };
  const open = (connection: number) =>
    ({ ...lane, event: 'connection', connection, state: 'open' }) as const;
  const wire = {
    ...lane,
    event: 'wire',
    from: 'client',
    text: 'PING',
  } as const;
  const bytes = { length: 6, bytes: '' };
  const source = (line: number) => ({ source: { file: 'a.ts', line } });
  const ended = { by: 'client', reset: false, skipped: 0 } as const;
  expect(
    leftOpen([
      ...[open(1), open(2), open(3)],
      { ...wire, ...bytes, connection: 1, ...source(7) },
      { ...wire, ...bytes, connection: 2, ...source(9) },
      { ...wire, ...bytes, connection: 3, ...source(8) },
      { ...open(2), state: 'closed', ...ended },
    ]),
  ).toEqual([
    expect.stringContaining('2 connections to redis open (used in lines 7, 8)'),
  ]);
});

test('the wire names the line of the answer that caused a message', async () => {
  const events: CheckEvent[] = [];
  await checks.check(
    { lesson, file, source: solution },
    { on: (event) => events.push(event) },
  );
  const published = events.flatMap((each) =>
    each.event === 'wire' && /^PUBLISH monitoring-1/.test(each.text)
      ? [each.source]
      : [],
  );
  expect(published[0]).toEqual({
    file: 'workbook/redis/pub-sub.ts',
    line: LINE,
  });
});
