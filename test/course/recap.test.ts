import { expect, test } from 'vitest';
import { checkRecap } from '../../src/course/check-recap.ts';
import { codeIn, recapTables, spansOf } from '../../src/course/recap-table.ts';

const recap = (table: string) => `## Predict

| not | this |
| --- | --- |

## Recap

Three lines.

${table}

## Go further
`;

const lesson = (table: string) => ({
  track: 'redis' as const,
  file: 'lessons/redis/01-keys/lesson.mdx',
  body: recap(table),
});

test('the tables of a recap are read, and no others', () => {
  const body = recap(
    '| a | b |\n| --- | --- |\n| 1 | `x \\| y` |\n\n| c |\n|-|',
  );
  expect(recapTables(body)).toEqual([
    { headings: ['a', 'b'], rows: [['1', '`x | y`']] },
    { headings: ['c'], rows: [] },
  ]);
});

test('a cell is code and words, and a link is its words', () => {
  expect(spansOf('`GET key`, as [told](../keys/)')).toEqual([
    { text: 'GET key', code: true },
    { text: ', as told', code: false },
  ]);
  expect(codeIn('`a` or `b`')).toEqual(['a', 'b']);
});

test('a recap without a table has none', () => {
  expect(recapTables('## Recap\n\nThree lines.\n')).toEqual([]);
});

test('the headings of a track are known', () => {
  const known = '| command | ioredis | what comes back | redis-py |\n|-|-|-|-|';
  expect(() => checkRecap(lesson(known))).not.toThrow();
});

test('a table about other things is left alone', () => {
  const other = '| in `redis.conf` | says | unless given |\n|-|-|-|';
  expect(() => checkRecap(lesson(other))).not.toThrow();
});

test('an unknown heading is told with its file', () => {
  const wrong = '| command | in this client |\n|-|-|';
  expect(() => checkRecap(lesson(wrong))).toThrow(
    /lessons\/redis\/01-keys\/lesson\.mdx.*"in this client"/s,
  );
});

test('a column of a client wants a first column that is known', () => {
  const wrong = '| protocol | ioredis |\n|-|-|';
  expect(() => checkRecap(lesson(wrong))).toThrow(/"protocol"/);
});
