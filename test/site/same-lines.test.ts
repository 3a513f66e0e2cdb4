import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sameLines } from '../../src/site/scripts/edit/same-lines.ts';

const text = fc
  .array(fc.constantFrom('a', 'b', '}', ''))
  .map((lines) => lines.join('\n'));

test('lines are the same in the same order, each once', () => {
  fc.assert(
    fc.property(text, text, (a, b) => {
      const [left, right] = [a.split('\n'), b.split('\n')];
      let before = 0;
      for (const [from, to] of sameLines(a, b)) {
        expect(right[to - 1]).toBe(left[from - 1]);
        expect(to).toBeGreaterThan(before);
        before = to;
      }
    }),
  );
});

test('every line of a text is itself', () => {
  fc.assert(
    fc.property(text, (a) => {
      expect(sameLines(a, a).size).toBe(a.split('\n').length);
    }),
  );
});

test('a line that was put in moves those below it', () => {
  expect([...sameLines('a\nb\nc', 'a\nnew\nb\nc')]).toEqual([
    [1, 1],
    [2, 3],
    [3, 4],
  ]);
});
