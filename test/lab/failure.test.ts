import { expect, test } from 'vitest';
import { failureOf } from '../../src/lab/check/failure.ts';

test('what a list does not include is told', () => {
  const message = "wait for it: expected [ 'x', 'y' ] to include 'z'";
  const actual = "[ 'x', 'y' ]";
  expect(failureOf({ message, actual } as never, 'exercise.ts')).toEqual({
    message: 'wait for it',
    expected: "something with 'z'",
    found: actual,
  });
});
