import { beforeAll, describe, expect, inject, test } from 'vitest';
import { lessonNames, loadLesson } from '../../src/course/lesson.ts';
import { runChecks, type CheckResult } from '../../src/lab/check/run-checks.ts';

const lessons = lessonNames().map((name) => loadLesson(name));

const wrongAnswers = lessons.flatMap(({ name, folder, wrong }) =>
  wrong.map(({ path, failsIn }) => ({ name, folder, path, failsIn })),
);

/** Result of each answer that was checked, by the answer's path. */
const results = new Map<string, CheckResult>();

// A set holds one answer a lesson, so the first holds every solution, the
// second every stub, the others the wrong answers; one Vitest run has all.
beforeAll(async () => {
  const answers = lessons.map(({ folder, wrong }) => [
    `${folder}/solution.ts`,
    `${folder}/exercise.ts`,
    ...wrong.map(({ path }) => path),
  ]);
  const most = Math.max(...answers.map((each) => each.length));
  const sets = Array.from({ length: most }, (_, index) =>
    Object.fromEntries(
      lessons.flatMap(({ folder }, lesson) => {
        const answer = answers[lesson]![index];
        return answer ? [[folder, answer]] : [];
      }),
    ),
  );
  const checked = await runChecks(sets, {
    servicesRoot: inject('servicesRoot'),
    seconds: 600,
  });
  checked.forEach((bySet, index) => {
    for (const [folder, result] of bySet) {
      results.set(sets[index]![folder]!, result);
    }
  });
}, 600_000);

function failing(answer: string): CheckResult['tests'] {
  const { broken, tests } = results.get(answer)!;
  expect(broken, answer).toBeUndefined();
  return tests.filter(({ passed }) => !passed);
}

describe.each(lessons)('$name', ({ folder }) => {
  test('its solution passes', () => {
    expect(failing(`${folder}/solution.ts`)).toEqual([]);
  });

  test('its stub fails, and says where to begin', () => {
    const [first] = failing(`${folder}/exercise.ts`);
    expect(first?.message).toMatch(/begin/i);
  });
});

describe('a wrong answer fails in the test that it names', () => {
  test.each(wrongAnswers)('$path', ({ path, failsIn }) => {
    const names = results.get(path)!.tests.map(({ name }) => name);
    expect(names, 'its check has no test of that name').toContain(failsIn);
    expect(failing(path).map(({ name }) => name)).toContain(failsIn);
  });
});
