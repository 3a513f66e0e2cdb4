import { parseAst } from 'vitest/node';
import { expect, test } from 'vitest';
import { markLoops } from '../../src/lab/check/mark-loops.ts';

/** The lines that a program's loops say. */
function said(source: string): number[] {
  const lines: number[] = [];
  const program = markLoops(source, parseAst);
  expect(program.split('\n')).toHaveLength(source.split('\n').length);
  Object.assign(globalThis, {
    __roundtripLoop: (line: number) => lines.push(line),
  });
  // eslint-disable-next-line @typescript-eslint/no-implied-eval
  new Function(program)();
  return lines;
}

test('each kind of loop says its line, each time around', () => {
  expect(said('for (let i = 0; i < 3; i++) {\n}')).toEqual([1, 1, 1]);
  expect(said('let i = 2;\nwhile (i--);')).toEqual([2, 2]);
  expect(said('let i = 2;\n\ndo i--; while (i)')).toEqual([3, 3]);
  expect(
    said('for (const a of [1, 2])\n  for (const b in { a }) void b;'),
  ).toEqual([1, 2, 1, 2]);
});

test('a program goes on to do what it did', () => {
  const program = markLoops(
    'let sum = 0;\nouter: for (const a of [1, 2, 3]) {\n  for (;;) { if (a > 1) break outer; sum += a; continue outer; }\n}\nglobalThis.sum = sum;',
    parseAst,
  );
  // eslint-disable-next-line @typescript-eslint/no-implied-eval
  new Function(program)();
  expect(globalThis).toHaveProperty('sum', 1);
});
