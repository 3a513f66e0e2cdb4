import { expect, test } from 'vitest';
import { loadExample } from '../../src/course/example.ts';
import {
  modulesToShow,
  othersByExample,
} from '../../src/site/modules-to-show.ts';

const named = (name: string) => {
  const { shown, others } = modulesToShow(loadExample(name));
  return {
    tabs: shown.map(({ path }) => path.split('/').at(-1)),
    others: othersByExample(others),
  };
};

test('an example of a few files has a tab for each module', () => {
  expect(named('redis/pub-sub')).toEqual({ tabs: ['helper.ts'], others: [] });
});

test('one of many files has tabs for its programs only, and leads to the rest', () => {
  const { tabs, others } = named('memcached/client');
  expect(tabs).toEqual([]);
  expect(others).toEqual([
    ['memcached/client', expect.stringMatching(/^\d+ modules of client\/$/)],
  ]);
});

test('modules that are borrowed are told by the example that has them', () => {
  const { tabs, others } = named('memcached/stale-return');
  expect(tabs).toEqual(['cable.ts']);
  expect(others.map(([example]) => example)).toEqual(['memcached/client']);
});
