import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, inject, test } from 'vitest';
import { loadLesson } from '../../src/course/lesson.ts';
import { projectFolder } from '../../src/course/project.ts';
import { runChecks } from '../../src/lab/check/run-checks.ts';
import { fixtureProject } from '../setup/fixture-project.ts';

const { folder } = loadLesson('redis/pub-sub');
const solution = readFileSync(
  path.join(projectFolder, folder, 'solution.ts'),
  'utf8',
);

/** Checks a source as the answer to redis/pub-sub. */
async function check(source: string, seconds = 120) {
  // Below the project, where an answer finds its packages.
  const answer = path.join(
    projectFolder,
    '.cache/test',
    `${path.basename(fixtureProject({}))}.ts`,
  );
  mkdirSync(path.dirname(answer), { recursive: true });
  writeFileSync(answer, source);
  const servicesRoot = inject('servicesRoot');
  const [results] = await runChecks([{ [folder]: answer }], {
    servicesRoot,
    seconds,
  });
  return results!.get(folder)!;
}

test('one answer after the other is checked, each as itself', async () => {
  const stub = readFileSync(
    path.join(projectFolder, folder, 'exercise.ts'),
    'utf8',
  );
  const [first, second] = [await check(stub), await check(solution)];
  expect(first.tests.every(({ passed }) => passed)).toBe(false);
  expect(second.tests.every(({ passed }) => passed)).toBe(true);
});

test('an endless loop ends at the limit, with a sentence', async () => {
  const loop = solution.replace(
    'return redis.publish',
    'while (channel);\n  return redis.publish',
  );
  const { tests, broken } = await check(loop, 10);
  expect(tests).toEqual([]);
  expect(broken).toMatch(/ended after 10 seconds. An endless loop/);
});

test('a rejection that nobody awaits fails the answer', async () => {
  const careless = solution.replace(
    'return redis.publish',
    "void Promise.reject(new Error('lost'));\n  return redis.publish",
  );
  const { tests } = await check(careless);
  const failed = tests.filter(({ passed }) => !passed);
  expect(failed.map(({ message }) => message).join()).toMatch(
    /rejected and nobody awaited it: lost/,
  );
});

test('a missing export is named', async () => {
  const { broken } = await check(
    solution.replace('export async function listen', 'async function hear'),
  );
  expect(broken).toContain(
    'Your answer exports no "listen"; exercise.ts does.',
  );
});

test('a syntax error is shown with its line', async () => {
  const { broken } = await check('export const a = 1;\nexport const b = (\n');
  expect(broken).toMatch(/\.ts:2/);
});
