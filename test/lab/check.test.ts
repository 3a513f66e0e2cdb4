import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { loadLesson } from '../../src/course/lesson.ts';
import { projectFolder } from '../../src/course/project.ts';
import { Checks } from '../../src/lab/check/checks.ts';
import { CHECK_USAGE } from '../../src/lab/check/limits.ts';
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
    message: expect.stringContaining('process.exit') as string,
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
