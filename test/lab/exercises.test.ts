import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { CheckResult } from '../../src/course/check-result.ts';
import { lessonNames, loadLesson } from '../../src/course/lesson.ts';
import { projectFolder } from '../../src/course/project.ts';
import { Checks } from '../../src/lab/check/checks.ts';
import { openServices } from '../../src/services/services.ts';

const lessons = lessonNames().map((name) => loadLesson(name));

const wrongAnswers = lessons.flatMap(({ name, folder, wrong }) =>
  wrong.map(({ path, failsIn }) => ({ name, folder, path, failsIn })),
);

/** Checks at once: they mostly wait for their servers. */
const AT_ONCE = 4;

/** Result of each answer that was checked, by the answer's path. */
const results = new Map<string, CheckResult>();

let checks: Checks;

beforeAll(async () => {
  checks = new Checks(await openServices({ root: inject('servicesRoot') }));
  const answers = lessons.flatMap((lesson) =>
    [
      `${lesson.folder}/solution.ts`,
      `${lesson.folder}/exercise.ts`,
      ...lesson.wrong.map((each) => each.path),
    ].map((file) => ({ lesson, file })),
  );
  const next = answers.values();
  const one = async () => {
    for (const { lesson, file } of next) {
      const source = readFileSync(path.join(projectFolder, file), 'utf8');
      const answer = path.join(projectFolder, 'workbook', `${lesson.name}.ts`);
      results.set(file, await checks.check({ lesson, file: answer, source }));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
  // With Docker a check of settings starts a container for each of its trials.
}, 1_800_000);
afterAll(() => checks.close());

function failing(answer: string): CheckResult['tests'] {
  const { broken, tests } = results.get(answer)!;
  expect(broken, answer).toBeUndefined();
  return tests.filter(({ passed }) => !passed);
}

describe.each(lessons)('$name', ({ folder }) => {
  test('its solution passes', () => {
    expect(failing(`${folder}/solution.ts`)).toEqual([]);
    expect(results.get(`${folder}/solution.ts`)!.notes).toEqual([]);
  });

  test('its stub fails, and says where to begin', () => {
    const [first] = failing(`${folder}/exercise.ts`);
    expect(first?.failure?.message).toMatch(/begin/i);
  });
});

describe('a wrong answer fails in the test that it names', () => {
  test.each(wrongAnswers)('$path', ({ path, failsIn }) => {
    const names = results.get(path)!.tests.map(({ name }) => name);
    expect(names, 'its check has no test of that name').toContain(failsIn);
    expect(failing(path).map(({ name }) => name)).toContain(failsIn);
  });
});
