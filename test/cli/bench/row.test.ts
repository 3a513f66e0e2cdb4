import { expect, test } from 'vitest';
import {
  atMost,
  moreThan,
  neverLessThan,
  neverMoreThan,
  quantile,
  row,
  timesOf,
  type Limit,
} from '../../../src/cli/bench/row.ts';

test('a row has the middle and the ends of what was measured', () => {
  expect(row('a run', 'ms', [70, 60, 110, 65])).toEqual({
    ...{ what: 'a run', unit: 'ms', beside: [], budgets: [] },
    ...{ median: 67.5, least: 60, most: 110, count: 4 },
  });
});

test('what stands beside it has a ratio, by the medians', () => {
  const { beside } = row('a run', 'ms', [50, 60, 70], {
    beside: { node: [120, 110, 130] },
  });
  expect(beside).toMatchObject([{ what: 'node', median: 120, ratio: 0.5 }]);
});

test('a quantile lies between two numbers', () => {
  const sorted = Array.from({ length: 101 }, (_, index) => index);
  expect(quantile(sorted, 0.95)).toBe(95);
  expect(quantile([1, 2], 0.25)).toBe(1.25);
  expect(quantile([], 0.5)).toBeNaN();
});

const limits: [name: string, limit: Limit, says: string, kept: boolean][] = [
  ['the median is under', atMost(100), '≤ 100 ms', true],
  ['the median is over', atMost(99), '≤ 99 ms', false],
  ['each is under', neverMoreThan(120), 'each ≤ 120 ms', true],
  ['one is over', neverMoreThan(119), 'each ≤ 119 ms', false],
  ['each is above', neverLessThan(90), 'each ≥ 90 ms', true],
  ['one is below', neverLessThan(91), 'each ≥ 91 ms', false],
  ['few times the other', timesOf('direct', 2), '≤ 2× direct', true],
  ['many times the other', timesOf('direct', 1.9), '≤ 1.9× direct', false],
  ['a little more', moreThan('direct', 50), '≤ direct + 50 ms', true],
  ['too much more', moreThan('direct', 49), '≤ direct + 49 ms', false],
];

test.each(limits)('a budget is judged where %s', (_name, limit, says, kept) => {
  const found = row('a run', 'ms', [90, 100, 120], {
    beside: { direct: [50] },
    limits: [limit],
  });
  expect(found.budgets).toEqual([{ says, kept }]);
});

test('a budget against what was not measured is a defect', () => {
  const limits = [timesOf('direct', 2)];
  expect(() => row('a run', 'ms', [1], { limits })).toThrow(
    'No figure of "direct" stands beside it.',
  );
});
