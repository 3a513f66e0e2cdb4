import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { expect, test } from 'vitest';
import { cell, csv } from '../../../src/cli/grade/csv.ts';
import type { Grade } from '../../../src/cli/grade/grades.ts';
import { junit } from '../../../src/cli/grade/junit.ts';
import { gradeOf } from './a-class.ts';

/** One learner, who has these grades. */
function of(name: string, ...grades: Grade[]) {
  return { workbooks: [{ name, folder: `/class/${name}`, grades }] };
}

/** Any bytes that a learner may have written, as text. */
const anything = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.uint8Array().map((bytes) => Buffer.from(bytes).toString('latin1')),
  fc.constantFrom(']]>', '<!--', '&#0;', '\ud800', '\uffff', '\r\n', '"'),
);

const broken = (message: string) =>
  gradeOf('redis/pub-sub', 'broken', { tests: [], broken: { message } });

/** Elements and their attributes; it throws where the XML is not well formed. */
function parsed(xml: string) {
  const elements: { name: string; attributes: Record<string, string> }[] = [];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    elements.push({ name, attributes: attributes as Record<string, string> });
  });
  parser.write(xml).close();
  return elements;
}

test('JUnit has a suite a learner and lesson, a case a test, and why it failed', () => {
  const xml = junit(
    of(
      'anna',
      gradeOf('redis/pub-sub', 'failed', {
        tests: [
          { name: 'one', task: '', passed: true },
          {
            ...{ name: 'two', task: 'Task 1', passed: false },
            failure: { message: 'Redis says', expected: '<2>', found: '0' },
          },
        ],
      }),
      gradeOf('orm/unit-of-work', 'missing', {
        tests: [],
        broken: { message: 'There is no file.' },
      }),
      broken('Node cannot read it.'),
    ),
  );
  const elements = parsed(xml);
  expect(
    elements
      .filter(({ name }) => name === 'testsuite')
      .map(({ attributes }) => attributes),
  ).toMatchObject([
    { name: 'anna redis/pub-sub', tests: '2', failures: '1', errors: '0' },
    { name: 'anna orm/unit-of-work', tests: '1', failures: '1', errors: '0' },
    { name: 'anna redis/pub-sub', tests: '1', failures: '0', errors: '1' },
  ]);
  expect(elements[0]?.attributes).toMatchObject({
    ...{ tests: '4', failures: '2', errors: '1' },
  });
  expect(
    elements
      .filter(({ name }) => name === 'failure')
      .map(({ attributes }) => attributes.message),
  ).toEqual(['Redis says', 'There is no file.']);
  expect(xml).toContain('name="Task 1: two"');
  expect(xml).toContain('expected: &lt;2&gt;');
});

test('JUnit is XML whatever a learner wrote', () => {
  fc.assert(
    fc.property(anything, anything, (name, text) => {
      const failure = { message: text, found: text };
      const failed = { name: text, task: '', passed: false, failure };
      parsed(
        junit(
          of(
            name,
            broken(text),
            gradeOf('redis/pub-sub', 'failed', { tests: [failed] }),
          ),
        ),
      );
    }),
  );
});

/** A table by RFC 4180, read character by character. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let value = '';
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const two = text.slice(at, at + 2);
    if (quoted && two === '""') {
      value += '"';
      at++;
    } else if (text[at] === '"') quoted = !quoted;
    else if (quoted) value += text[at];
    else if (text[at] === ',') {
      row.push(value);
      value = '';
    } else if (two === '\r\n') {
      rows.push([...row, value]);
      row = [];
      value = '';
      at++;
    } else value += text[at];
  }
  expect({ quoted, rest: value }).toEqual({ quoted: false, rest: '' });
  return rows;
}

test('CSV has a row a learner and lesson, with the counts of tests', () => {
  const [heading, ...rows] = readCsv(
    csv(
      of(
        'Anna, "A"',
        gradeOf('redis/pub-sub', 'failed'),
        gradeOf('orm/unit-of-work'),
      ),
    ).slice(1),
  );
  expect(heading?.slice(0, 5)).toEqual([
    ...['learner', 'lesson', 'verdict', 'passed tests', 'tests'],
  ]);
  expect(rows.map((row) => row.slice(0, 7))).toEqual([
    [
      ...['Anna, "A"', 'redis/pub-sub', 'failed', '0', '1'],
      ...['tells the number', 'Redis answers with 2'],
    ],
    ['Anna, "A"', 'orm/unit-of-work', 'passed', '1', '1', '', ''],
  ]);
});

test('CSV has as many cells in each row, whatever a learner wrote', () => {
  fc.assert(
    fc.property(anything, anything, (name, text) => {
      const rows = readCsv(csv(of(name, broken(text))).slice(1));
      expect(rows.map((row) => row.length)).toEqual([10, 10]);
    }),
  );
});

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', ' =1', '＝1'])(
  '%j is no formula in a spreadsheet',
  (text) => {
    expect(cell(text).replace(/^"/, '')).toMatch(/^'/);
  },
);
