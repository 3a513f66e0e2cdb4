import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  formatProgress,
  mergeProgress,
  parseProgress,
  statusOf,
  withMark,
  withSolutionSeen,
  withVerdict,
  type Progress,
} from '../../src/course/progress.ts';

const NONE: Progress = { lessons: {}, others: [] };
const LESSON = 'redis/pub-sub';
const at = (second: number) =>
  `2026-11-25T10:00:${String(second).padStart(2, '0')}Z`;

const noted = fc.record({
  on: fc.boolean(),
  time: fc.integer({ min: 0, max: 9 }).map(at),
});
const lesson = fc.constantFrom(LESSON, 'orm/unit-of-work', 'redis/gone-1');
const progress: fc.Arbitrary<Progress> = fc.record(
  {
    at: fc.record({ lesson, time: noted.map(({ time }) => time) }),
    lessons: fc.dictionary(
      lesson,
      fc.record(
        { read: noted, saw: noted, solved: noted },
        { requiredKeys: [] },
      ),
    ),
    others: fc.constantFrom([], ['# mine'], ['a: b', 'c']),
  },
  { requiredKeys: ['lessons', 'others'] },
);

const text = formatProgress;

test('what is written is read back', () => {
  fc.assert(
    fc.property(progress, (each) => {
      expect(text(parseProgress(text(each)))).toBe(text(each));
    }),
  );
});

test('merged in whatever order and however often, it is the same', () => {
  fc.assert(
    fc.property(progress, progress, progress, (a, b, c) => {
      const merged = mergeProgress(mergeProgress(a, b), c);
      expect(text(mergeProgress(b, mergeProgress(c, a)))).toBe(text(merged));
      expect(text(mergeProgress(merged, b))).toBe(text(merged));
    }),
  );
});

test('a lesson is new, then read, then solved, and open again', () => {
  let now = NONE;
  expect(statusOf(now, LESSON)).toBe('new');
  now = withMark(now, LESSON, 'read', { on: true, time: at(1) });
  expect(statusOf(now, LESSON)).toBe('read');
  now = withVerdict(now, LESSON, false, at(2));
  expect(statusOf(now, LESSON)).toBe('read');
  now = withVerdict(now, LESSON, true, at(3));
  expect(statusOf(now, LESSON)).toBe('solved');
  now = withVerdict(now, LESSON, false, at(4));
  expect(statusOf(now, LESSON)).toBe('open again');
});

test('a solution that was seen before counts, one that was seen after does not', () => {
  const before = withVerdict(
    withSolutionSeen(NONE, LESSON, at(1)),
    LESSON,
    true,
    at(2),
  );
  expect(statusOf(before, LESSON)).toBe('solved after seeing the solution');
  const after = withSolutionSeen(
    withVerdict(NONE, LESSON, true, at(1)),
    LESSON,
    at(2),
  );
  expect(statusOf(after, LESSON)).toBe('solved');
});

test('a lesson that is open again stays so, whoever has it as solved', () => {
  const solved = withVerdict(NONE, LESSON, true, at(1));
  const open = withVerdict(solved, LESSON, false, at(2));
  expect(statusOf(mergeProgress(open, solved), LESSON)).toBe('open again');
});

test('it reads as a text, and keeps what it does not understand', () => {
  const written = [
    '# Roundtrip: how far you are. Copy this file to take it along.',
    'version 1',
    'at redis/pub-sub 2026-11-25T10:00:00Z',
    'redis/pub-sub: read 2026-11-25T10:00:00Z, solved 2026-11-26T09:12:00Z',
    '# a note of mine',
    'redis/pub-sub: dreamt of 2026-11-25T10:00:00Z',
    '',
  ];
  const read = parseProgress(written.join('\r\n'));
  expect(statusOf(read, LESSON)).toBe('solved');
  expect(text(read)).toBe(written.join('\n'));
});

test('progress of a newer Roundtrip is refused, not guessed at', () => {
  expect(() => parseProgress('version 2\n')).toThrow(
    'This progress was written by a newer Roundtrip: it is of version 2',
  );
});
