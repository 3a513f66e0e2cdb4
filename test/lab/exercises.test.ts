import { beforeAll, describe, expect, inject, test } from 'vitest';
import {
  lessonNames,
  loadLesson,
  type Lesson,
} from '../../src/course/lesson.ts';
import { runChecks, type CheckResult } from '../../src/lab/check/run-checks.ts';

const lessons = lessonNames().map((name) => loadLesson(name));

/** Checks one variant of every lesson that has it, in one Vitest run. */
async function checkAll(
  variant: (lesson: Lesson) => string | undefined,
): Promise<Map<string, CheckResult>> {
  const answers = lessons.flatMap((lesson) => {
    const file = variant(lesson);
    return file ? [[lesson.folder, file]] : [];
  });
  const results = await runChecks(
    Object.fromEntries(answers),
    inject('servicesRoot'),
  );
  return new Map(results.map((result) => [result.folder, result]));
}

const failing = ({ tests }: CheckResult) =>
  tests.filter(({ passed }) => !passed);

describe('every solution', () => {
  let results: Map<string, CheckResult>;
  beforeAll(async () => {
    results = await checkAll(({ folder }) => `${folder}/solution.ts`);
  });
  test.each(lessons)('$name passes its check', ({ folder }) => {
    const result = results.get(folder)!;
    expect(result.broken).toBeUndefined();
    expect(failing(result)).toEqual([]);
  });
});

describe('every stub', () => {
  let results: Map<string, CheckResult>;
  beforeAll(async () => {
    results = await checkAll(({ folder }) => `${folder}/exercise.ts`);
  });
  test.each(lessons)(
    '$name fails its check, and says where to begin',
    ({ folder }) => {
      const result = results.get(folder)!;
      expect(result.broken).toBeUndefined();
      expect(failing(result).length).toBeGreaterThan(0);
      expect(failing(result)[0]!.message).toMatch(/begin/i);
    },
  );
});

const most = Math.max(...lessons.map(({ wrong }) => wrong.length));

describe.each(Array.from({ length: most }, (_, index) => index))(
  'every wrong answer, number %i',
  (index) => {
    const having = lessons.filter(({ wrong }) => wrong[index]);
    let results: Map<string, CheckResult>;
    beforeAll(async () => {
      results = await checkAll(({ wrong }) => wrong[index]?.path);
    });
    test.each(having)(
      'of $name fails in the test that it names',
      ({ folder, wrong }) => {
        const { path, failsIn } = wrong[index]!;
        const result = results.get(folder)!;
        expect(result.broken, path).toBeUndefined();
        expect(
          result.tests.map(({ name }) => name),
          `${path} names a test that the check does not have`,
        ).toContain(failsIn);
        expect(
          failing(result).map(({ name }) => name),
          path,
        ).toContain(failsIn);
      },
    );
  },
);
