import { expect, test } from 'vitest';
import { openClient } from '../../../examples/memcached/client/client.ts';
import { loadLesson } from '../../../src/course/lesson.ts';
import { OLD_ARTICLE } from '../../../src/course/old-article.ts';

/** The table of the old names: the article's, and this client's. */
const rows = [
  ...loadLesson('memcached/limits-and-stats').body.matchAll(
    /^\| (`[^|]+) \| ([^|]+) \| (?:\[.*\]\(.*\)|this one) \|$/gm,
  ),
].map(([, old, ours]) => ({ old: old!, ours: ours! }));

test('the table has every method of the article’s client', () => {
  const listed = rows.map(({ old }) => old).join(' ');
  const methods = OLD_ARTICLE.filter(({ row }) =>
    /^S([4-9]|1[01])$/.test(row),
  ).flatMap(({ words }) =>
    words.filter((word) => /^[a-z]+(_[a-z]+)*$/.test(word)),
  );
  const notMethods = ['weight', 'buckets', 'time', 'flags', 'pickle'];
  const notPublic = ['mark_dead', 'decompressor'];
  const missing = methods
    .filter((each) => ![...notMethods, ...notPublic].includes(each))
    .filter((each) => !listed.includes(`\`${each}\``));
  // Limits have options of their own names, below the table.
  expect(missing).toEqual(['server_max_key_length', 'server_max_value_length']);
});

test('the table names methods that this client has', () => {
  const client = openClient('localhost:11211') as Record<string, unknown>;
  const named = rows.flatMap(({ ours }) =>
    [...ours.matchAll(/cache\.(\w+)\(/g)].map(([, name]) => name!),
  );
  expect(named.length).toBeGreaterThan(20);
  for (const name of named) expect(client[name], name).toBeTypeOf('function');
});
