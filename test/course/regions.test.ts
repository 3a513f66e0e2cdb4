import { expect, test } from 'vitest';
import { parseRegions, visibleLines } from '../../src/course/regions.ts';

const source = `const a = 1;
// #region both
function f() {
  // #region inner
  return a;
  // #endregion inner
}
// #endregion both
`;

test('regions may nest, and are given by the true line numbers', () => {
  expect(parseRegions('a.ts', source)).toEqual([
    { name: 'both', first: 3, last: 7 },
    { name: 'inner', first: 5, last: 5 },
  ]);
});

test('a region is shown dedented, with its true line numbers', () => {
  const inner = parseRegions('a.ts', source)[1]!;
  expect(visibleLines(source, inner)).toEqual([
    { number: 5, text: 'return a;' },
  ]);
});

test('a file is shown without markers, the numbers unshifted', () => {
  expect(visibleLines(source)).toEqual([
    { number: 1, text: 'const a = 1;' },
    { number: 3, text: 'function f() {' },
    { number: 5, text: '  return a;' },
    { number: 7, text: '}' },
  ]);
});

test.each([
  ['// #region', /a\.ts:1.*no name/],
  ['// #region x\n', /a\.ts:1.*never closed/],
  ['// #endregion x', /a\.ts:1.*never began/],
  ['// #region x\n// #region x\n', /a\.ts:2.*begins twice/],
  [
    '// #region x\n// #endregion x\n// #region x\n// #endregion x',
    /begins twice/,
  ],
])('a marker that is off is an error: %j', (text, message) => {
  expect(() => parseRegions('a.ts', text)).toThrow(message);
});
