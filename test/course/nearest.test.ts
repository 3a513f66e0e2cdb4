import { expect, test } from 'vitest';
import { didYouMean, nearest } from '../../src/course/nearest.ts';

const known = ['redis/pub-sub', 'redis/pub-sub-gap', 'orm/unit-of-work'];

test.each([
  ['redis/pubsub', 'redis/pub-sub'],
  ['pub-sub', 'redis/pub-sub'],
  ['pubsub', 'redis/pub-sub'],
  ['unit-of-work', 'orm/unit-of-work'],
  ['orm/unti-of-work', 'orm/unit-of-work'],
])('%s is near %s', (name, expected) => {
  expect(nearest(name, known)).toBe(expected);
});

test('nothing is near a name that is far from all', () => {
  expect(nearest('kafka', known)).toBeUndefined();
  expect(didYouMean('kafka', known)).toBe('');
});
