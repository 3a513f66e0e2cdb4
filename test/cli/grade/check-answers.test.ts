import { Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { readGradeArguments } from '../../../src/cli/grade/arguments.ts';
import type { ToCheck } from '../../../src/cli/grade/cell.ts';
import { checkAnswers } from '../../../src/cli/grade/check-answers.ts';
import type { Grade } from '../../../src/cli/grade/grades.ts';
import { progressOn } from '../../../src/cli/grade/progress.ts';
import type { CheckResult } from '../../../src/course/check-result.ts';
import { loadLesson } from '../../../src/course/lesson.ts';
import { UserError } from '../../../src/course/user-error.ts';

const lesson = loadLesson('redis/pub-sub');
const passed: CheckResult = {
  tests: [{ name: 'one', task: '', passed: true }],
  notes: [],
};

function answers(...names: string[]): ToCheck[] {
  return names.map((name, row) => ({
    ...{ row, name, lesson, source: name },
    ...{ neighbours: [{ path: 'url.ts', source: name }], fingerprint: name },
  }));
}

/** Grades answers by a check of the test's own; by learner. */
async function graded(
  toCheck: ToCheck[],
  check: (source: string, file: string) => Promise<CheckResult>,
  { jobs = 2, signal = new AbortController().signal } = {},
) {
  const grades: Record<string, Grade> = {};
  const written: string[] = [];
  await checkAnswers(toCheck, {
    checks: { check: ({ source, file }) => check(source, file) },
    scratch: {
      folder: '/scratch',
      write: (files) => written.push(...files.map((file) => file.path)),
    },
    ...{ jobs, limit: 5, signal },
    on: {
      begins: () => {},
      grade: ({ name }, grade) => (grades[name] = grade),
    },
  });
  return { grades, written };
}

test('what could not be checked is tried once more, and then told as such', async () => {
  const tries: Record<string, number> = {};
  const { grades } = await graded(
    answers('anna', 'bela', 'carla'),
    async (source) => {
      const tried = (tries[source] = (tries[source] ?? 0) + 1);
      if (source === 'anna' || (source === 'bela' && tried === 1))
        throw new UserError('Redis is gone.');
      return passed;
    },
  );
  expect(tries).toEqual({ anna: 2, bela: 2, carla: 1 });
  expect(grades).toMatchObject({
    anna: { verdict: 'not checked', broken: { message: 'Redis is gone.' } },
    bela: { verdict: 'passed' },
    carla: { verdict: 'passed' },
  });
  expect(grades.anna).not.toHaveProperty('checked');
});

test('no more are checked at once than was asked for', async () => {
  let running = 0;
  let most = 0;
  const many = answers(...Array.from({ length: 20 }, (_, at) => `${at}`));
  await graded(
    many,
    async () => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setImmediate(resolve));
      running--;
      return passed;
    },
    { jobs: 3 },
  );
  expect(most).toBe(3);
});

test('no two answers count as the same path, so that none has the imports of another', async () => {
  const files: string[] = [];
  const { written } = await graded(
    answers('anna', 'bela'),
    async (_, file) => {
      files.push(file);
      return passed;
    },
    { jobs: 1 },
  );
  expect(files).toEqual([
    '/scratch/answers/1/pub-sub.ts',
    '/scratch/answers/2/pub-sub.ts',
  ]);
  expect(written).toEqual(['answers/1/url.ts', 'answers/2/url.ts']);
});

test('when it is stopped, no further answer is begun', async () => {
  const controller = new AbortController();
  const { signal } = controller;
  const begun: string[] = [];
  const checked = graded(
    answers('anna', 'bela', 'carla'),
    async (source) => {
      begun.push(source);
      if (source === 'bela') controller.abort(new UserError('Stopped.'));
      signal.throwIfAborted();
      return passed;
    },
    { jobs: 1, signal },
  );
  await expect(checked).rejects.toThrow('Stopped.');
  expect(begun).toEqual(['anna', 'bela']);
});

/** What progress prints, to a terminal of so many columns or to a file. */
function progressOf(columns?: number) {
  let text = '';
  const out = new Writable({
    write(chunk: Buffer, _, done) {
      text += chunk.toString();
      done();
    },
  });
  const terminal = columns === undefined ? {} : { isTTY: true, columns };
  const progress = progressOn(Object.assign(out, terminal), 10);
  progress.begins('anna  redis/pub-sub');
  progress.graded('anna  redis/pub-sub', 'passed');
  progress.end();
  progress.graded('bela  redis/pub-sub', 'passed');
  return text;
}

test('progress is a line for each answer where no terminal is', () => {
  expect(progressOf()).toBe(
    ' 1 of 10  anna  redis/pub-sub  passed\n 2 of 10  bela  redis/pub-sub  passed\n',
  );
});

test('on a terminal it is one line, narrower than that, which goes away', () => {
  const drawn = progressOf(40).split('\r').slice(1);
  expect(drawn).toEqual([
    '░░░░░░░░░░░░░░░░░░░░   0 of 10  anna  …\u001b[K',
    '██░░░░░░░░░░░░░░░░░░   1 of 10  anna  …\u001b[K',
    '\u001b[K',
  ]);
});

test('arguments are read from where the command was called', () => {
  expect(
    readGradeArguments(
      ['class', '--lesson', 'redis/pub-sub', '--limit', '5', '--jobs', '3'],
      '/home/teacher',
    ),
  ).toEqual({
    folders: ['/home/teacher/class'],
    out: '/home/teacher/grades',
    lessons: ['redis/pub-sub'],
    ...{ limit: 5, jobs: 3, again: false, json: false },
  });
});

test.each<[string[], RegExp]>([
  [[], /^Name the workbooks/],
  [['class', '--limit', '0'], /--limit wants a whole number from 1 to 3600/],
  [['class', '--jobs', 'many'], /--jobs wants .*got "many"/],
  [['class', '--lesson', 'redis/pubsub'], /Did you mean "redis\/pub-sub"/],
  [['class', '--csv'], /it does not know --csv/],
])('%j is answered by a sentence', (args, sentence) => {
  expect(() => readGradeArguments(args, '/')).toThrow(sentence);
});
