import path from 'node:path';
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import { cellOf } from '../../../src/cli/grade/cell.ts';
import { readEarlier } from '../../../src/cli/grade/earlier.ts';
import {
  fingerprintOf,
  fingerprintOfCheck,
} from '../../../src/cli/grade/fingerprint.ts';
import { exitCodeOf, tested } from '../../../src/cli/grade/grades.ts';
import type {
  Grade,
  GradeVerdict,
  Grades,
} from '../../../src/cli/grade/grades.ts';
import { openReport } from '../../../src/cli/grade/report.ts';
import { findWorkbooks } from '../../../src/cli/grade/workbooks.ts';
import { loadLesson } from '../../../src/course/lesson.ts';
import {
  emptyFolder,
  fileOf,
  folderWith,
  gradeOf,
  put,
  type Entry,
} from './a-class.ts';

const lesson = loadLesson('redis/pub-sub');
const lessons = [lesson];
const solution = fileOf(lesson.name, 'solution.ts');

/** Looks at an answer, with what the folder `out` has from before. */
function look(
  root: string,
  out: string,
  more: { again?: boolean; limit?: number; check?: string } = {},
) {
  const { again = false, limit = 60, check = 'the check' } = more;
  const [workbook] = findWorkbooks([root]).workbooks;
  const earlier = readEarlier(out, [workbook!.name]);
  const options = { row: 0, workbook: workbook!, lesson };
  return cellOf({ ...options, earlier, again, limit, check });
}

/** A report in which anna's answer was checked, with this verdict. */
async function checkedBefore(
  verdict: GradeVerdict = 'passed',
  answer: Record<string, Entry> = { 'anna/redis/pub-sub.ts': solution },
) {
  const root = folderWith(answer);
  const out = emptyFolder();
  const { fingerprint } = look(root, out).toCheck!;
  const checked = {
    ...{ at: '2026-01-01T00:00:00.000Z', seconds: 1, limit: 60 },
    ...{ versions: {}, fingerprint },
  };
  const grades = [gradeOf(lesson.name, verdict, { checked })];
  const rows = [{ name: 'anna', folder: path.join(root, 'anna'), grades }];
  await openReport(out, { lessons, rows, others: [] }).write();
  return { root, out };
}

test('an answer that has not changed keeps its grade', async () => {
  const { root, out } = await checkedBefore();
  const { kept, toCheck, grade } = look(root, out);
  expect({ kept, toCheck }).toEqual({ kept: true, toCheck: undefined });
  expect(grade.verdict).toBe('passed');
});

test('one that has changed is checked', async () => {
  const { root, out } = await checkedBefore();
  put(path.join(root, 'anna/redis/pub-sub.ts'), `${solution}// now\n`);
  expect(look(root, out)).toMatchObject({
    grade: { verdict: 'not checked' },
    toCheck: { name: 'anna' },
  });
});

test('one whose import has changed is checked', async () => {
  const { root, out } = await checkedBefore('passed', {
    'anna/redis/pub-sub.ts': `import './url.ts';\n${solution}`,
    'anna/redis/url.ts': 'export {};',
  });
  expect(look(root, out).kept).toBe(true);
  put(path.join(root, 'anna/redis/url.ts'), 'export const url = 1;');
  expect(look(root, out).toCheck).toBeDefined();
});

test('one whose check has changed is checked', async () => {
  const { root, out } = await checkedBefore();
  expect(look(root, out, { check: 'another' }).toCheck).toBeDefined();
});

test('one that did not pass is checked when it is given another time', async () => {
  const failed = await checkedBefore('failed');
  expect(look(failed.root, failed.out).kept).toBe(true);
  expect(look(failed.root, failed.out, { limit: 120 }).toCheck).toBeDefined();
  const passed = await checkedBefore('passed');
  expect(look(passed.root, passed.out, { limit: 120 }).kept).toBe(true);
});

test('--again checks it, and its grade stays until there is another', async () => {
  const { root, out } = await checkedBefore();
  const { grade, toCheck } = look(root, out, { again: true });
  expect(toCheck).toBeDefined();
  expect(grade.verdict).toBe('passed');
});

test('the stub is not begun, also with other white space', () => {
  const stub = fileOf(lesson.name, 'exercise.ts');
  const source = `\ufeff${stub.replaceAll('\n', '\r\n\r\n')}`;
  const root = folderWith({ 'anna/redis/pub-sub.ts': source });
  expect(look(root, emptyFolder())).toMatchObject({
    grade: { verdict: 'not begun' },
  });
});

test('a check is another one when its files or the version change', () => {
  const root = folderWith({
    'lessons/redis/12-pub-sub/check.test.ts': 'one',
    'lessons/redis/12-pub-sub/lesson.mdx': 'prose',
    'src/lab/check/checks.ts': '',
  });
  const folder = 'lessons/redis/12-pub-sub';
  const print = (version = '1.0.0') =>
    fingerprintOfCheck({ folder }, version, root);
  const first = print();
  put(path.join(root, folder, 'lesson.mdx'), 'better prose');
  expect(print()).toBe(first);
  expect(print('1.0.1')).not.toBe(first);
  put(path.join(root, folder, 'check.test.ts'), 'two');
  expect(print()).not.toBe(first);
});

test('a check and an answer are others when a module of an example changes that they import', () => {
  const folder = 'lessons/redis/12-pub-sub';
  const module = 'examples/redis/client/name.ts';
  const source = `import '#${module}';`;
  const root = folderWith({
    [`${folder}/solution.ts`]: source,
    'src/lab/check/checks.ts': '',
    [module]: 'one',
  });
  const prints = () => [
    fingerprintOfCheck({ folder }, '1.0.0', root),
    fingerprintOf('check', { source, neighbours: [] }, root),
    fingerprintOf(
      'check',
      { source: '', neighbours: [{ path: 'a.ts', source }] },
      root,
    ),
  ];
  const before = prints();
  put(path.join(root, module), 'two');
  prints().forEach((print, at) => expect(print).not.toBe(before[at]));
});

test('what was graded before and is not asked for now is kept for later', async () => {
  const { out } = await checkedBefore();
  const rows = [
    { name: 'anna', folder: '/anna', grades: [gradeOf('orm/unit-of-work')] },
  ];
  const others = readEarlier(out, ['anna']).others(rows);
  await openReport(out, { lessons, rows, others }).write();
  expect(
    readEarlier(out, ['anna'])
      .others([])
      .flatMap(({ grades }) => grades.map((each) => each.lesson)),
  ).toEqual(['redis/pub-sub']);
});

test('a report on other workbooks is not written over', async () => {
  const { out } = await checkedBefore();
  expect(() => readEarlier(out, ['bela'])).toThrow(
    /has the grades of other workbooks \(anna\).*Choose another folder: --out/,
  );
});

test.each(['{}', 'not JSON', '[1]', 'null'])(
  'a grades.json that holds %s is not ours, and is left alone',
  (text) => {
    const out = folderWith({ 'grades.json': text });
    expect(() => readEarlier(out, ['anna'])).toThrow(
      'was not written by this command',
    );
  },
);

test('a report is three files, and no half of one is left', async () => {
  const rows = [{ name: 'anna', folder: '/anna', grades: [] as Grade[] }];
  const out = path.join(emptyFolder(), 'a/b');
  const report = openReport(out, { lessons, rows, others: [] });
  rows[0]!.grades = [gradeOf(lesson.name)];
  report.changed();
  report.changed();
  await vi.waitFor(() => expect(written(out).counts.passed).toBe(1));
  expect(written(out).finished).toBe(false);
  report.finish();
  await report.write();
  expect(readdirSync(out).sort()).toEqual([
    ...['grades.csv', 'grades.json', 'grades.xml'],
  ]);
  expect(written(out)).toMatchObject({
    ...{ finished: true, node: process.versions.node },
    counts: { passed: 1, failed: 0 },
    lessons: [{ name: lesson.name, title: lesson.frontmatter.title }],
  });
});

function written(out: string): Grades {
  const json = readFileSync(path.join(out, 'grades.json'), 'utf8');
  return JSON.parse(json) as Grades;
}

test('a report that cannot be a folder is told so', () => {
  const out = folderWith({ file: '' });
  for (const name of ['file', 'file/below'])
    expect(() =>
      openReport(path.join(out, name), { lessons, rows: [], others: [] }),
    ).toThrow(/cannot be a folder/);
});

test('the exit code tells who has something to mend', () => {
  const none = Object.fromEntries(
    ['passed', 'failed', 'broken', 'missing', 'not begun', 'not checked'].map(
      (verdict) => [verdict, 0],
    ),
  ) as Grades['counts'];
  expect(exitCodeOf({ ...none, passed: 3 })).toBe(0);
  for (const verdict of ['failed', 'broken', 'missing', 'not begun'])
    expect(exitCodeOf({ ...none, passed: 3, [verdict]: 1 })).toBe(1);
  expect(exitCodeOf({ ...none, failed: 1, 'not checked': 1 })).toBe(2);
});

test('a value of any size is kept in part', () => {
  const result = {
    tests: [
      {
        ...{ name: 'one', task: '', passed: false },
        failure: { message: 'x'.repeat(9000), line: 3 },
      },
    ],
    notes: [],
  };
  const grade = tested('redis/pub-sub', result, {
    ...{ at: '', seconds: 1, limit: 60, versions: {}, fingerprint: '' },
  });
  expect(grade.tests[0]?.failure?.message).toHaveLength(4001);
  expect(grade.tests[0]?.failure?.line).toBe(3);
});
