import { expect, test } from 'vitest';
import { linesOf, verdict } from '../../../src/cli/bench/print.ts';
import { atMost, row } from '../../../src/cli/bench/row.ts';

const kept = row('a run', 'ms', [60.4, 55.1, 81], {
  beside: { 'node file': [128.2, 120, 140] },
  limits: [atMost(100)],
});
const over = row('a longer run', 's', [1.234], { limits: [atMost(1)] });

test('rows are printed with spread, ratio and budget, below each other', () => {
  expect(linesOf('Runs', [kept, over])).toEqual([
    '',
    'Runs',
    '  a run               60.4 ms (55.1–81)          ≤ 100 ms',
    '     0.47× node file  128 ms (120–140)',
    '  a longer run        1.23 s                     ≤ 1 s  OVER BUDGET',
  ]);
});

test('in the end it is said what is over budget', () => {
  expect(verdict([{ rows: [kept] }, { rows: [over] }])).toEqual([
    '',
    'Over budget:',
    '  a longer run: 1.23 s, ≤ 1 s',
  ]);
  expect(verdict([{ rows: [kept] }])).toEqual(['', 'Nothing is over budget.']);
});
