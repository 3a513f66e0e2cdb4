import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { failureLines } from '../../../src/cli/grade/failure-lines.ts';
import {
  VERDICTS,
  type Grade,
  type Grades,
} from '../../../src/cli/grade/grades.ts';
import { inkFor, type Ink } from '../../../src/cli/grade/ink.ts';
import { cutTo, padTo } from '../../../src/cli/grade/in-width.ts';
import { tableLines } from '../../../src/cli/grade/table.ts';
import { gradeOf } from './a-class.ts';

const plain: Ink = (_, text) => text;

function grades(
  lessons: string[],
  rows: Record<string, Grade[]>,
): Pick<Grades, 'lessons' | 'workbooks'> {
  return {
    lessons: lessons.map((name) => ({ name, title: name })),
    workbooks: Object.entries(rows).map(([name, each]) => ({
      ...{ name, folder: `/class/${name}`, grades: each },
    })),
  };
}

const two = ['redis/pub-sub', 'orm/unit-of-work'];
const small = grades(two, {
  anna: [gradeOf(two[0]!), gradeOf(two[1]!, 'failed')],
  李小龍: [gradeOf(two[0]!, 'not begun'), gradeOf(two[1]!)],
});

test('a table has a row a learner, a column a lesson, and totals', () => {
  expect(tableLines(small, { columns: 80, ink: plain })).toEqual([
    '        redis/pub-sub  orm/unit-of-work  passed',
    'anna    passed         0 of 1            1 of 2',
    '李小龍  not begun      passed            1 of 2',
    'passed  1              1                 2 of 4',
  ]);
});

test('where the words do not fit, numbers and signs stand for them', () => {
  expect(tableLines(small, { columns: 40, ink: plain })).toEqual([
    ' 1  redis/pub-sub',
    ' 2  orm/unit-of-work',
    '✓ passed  ! broken  – missing',
    '· not begun  ? not checked',
    '1/5 tests passed',
    '',
    '        1  2    passed',
    'anna    ✓  0/1  1 of 2',
    '李小龍  ·  ✓    1 of 2',
    'passed  1  1    2 of 4',
  ]);
});

describe.each([40, 80, 120])('in %i columns', (columns) => {
  const lessons = Array.from({ length: 60 }, (_, at) => `redis/lesson-${at}`);
  const long = 'a learner with a very long name, 李小龍 '.repeat(4);
  const many = grades(lessons, {
    [long]: lessons.map((name, at) =>
      gradeOf(name, VERDICTS[at % VERDICTS.length]),
    ),
    bela: lessons.map((name) => gradeOf(name)),
  });
  const lines = tableLines(many, { columns, ink: plain });

  test('no line is wider than the terminal', () => {
    const widths = lines.map((line) => stringWidth(line));
    expect(Math.max(...widths)).toBeLessThanOrEqual(columns);
  });

  test('every lesson has its column', () => {
    const heads = lines
      .filter((line) => /^ +\d+( +\d+)*( +passed)?$/.test(line))
      .flatMap((line) => line.match(/\d+/g) ?? []);
    expect(heads).toEqual(lessons.map((_, at) => String(at + 1)));
  });
});

test('a failed answer has a line with its first failing test', () => {
  const report = grades(two, {
    anna: [
      gradeOf(two[0]!, 'failed'),
      gradeOf(two[1]!, 'broken', {
        tests: [],
        broken: { message: 'Node cannot read\nyour answer.', line: 3 },
      }),
    ],
    bela: [
      gradeOf(two[0]!, 'missing', { tests: [], broken: { message: 'No.' } }),
      gradeOf(two[1]!),
    ],
  });
  expect(failureLines(report, { ink: plain })).toEqual([
    'anna  redis/pub-sub: tells the number',
    'anna  orm/unit-of-work (line 3): Node cannot read your answer.',
  ]);
  expect(failureLines(report, { ink: plain, columns: 30 })).toEqual([
    'anna  redis/pub-sub: tells th…',
    'anna  orm/unit-of-work (line 3): ',
  ]);
});

test('no sequence of a learner reaches the terminal', () => {
  const hostile = '\u001b[2J\u001b]0;title\u0007\u202eanna\r\nbela\u0008';
  const report = grades(two, {
    [hostile]: two.map((name) =>
      gradeOf(name, 'broken', { tests: [], broken: { message: hostile } }),
    ),
  });
  const lines = [
    ...tableLines(report, { columns: 80, ink: plain }),
    ...failureLines(report, { ink: plain }),
  ];
  expect(lines.join('\n').replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202e]/u);
  expect(lines.join('\n')).toContain('anna bela');
});

test('colours are for a terminal whose user wants them', () => {
  expect(inkFor({ isTTY: true }, {})('passed', 'x')).toBe(
    '\u001b[32mx\u001b[39m',
  );
  expect(inkFor({ isTTY: true }, { NO_COLOR: '1' })('passed', 'x')).toBe('x');
  expect(inkFor({}, {})('passed', 'x')).toBe('x');
});

test('a text is cut between characters as a reader sees them', () => {
  expect(cutTo('anna', 4)).toBe('anna');
  expect(cutTo('annabel', 4)).toBe('ann…');
  expect(cutTo('李小龍', 4)).toBe('李…');
  expect(cutTo('👩‍👩‍👧‍👦 family', 4)).toBe('👩‍👩‍👧‍👦 …');
  expect(padTo('李', 4)).toBe('李  ');
});
