/**
 * Each verb that writes, with a value there and without one.
 *
 * @title Who stores what
 * @task store only if the key is there, or only if it is not
 * @task append to a value without reading it
 * @uses memcached
 * @tags set, add, replace, append, prepend, touch, delete, NOT_STORED
 */
import { openClient } from './client/client.ts';

const cache = openClient(
  process.env.MEMCACHE_SERVERS ?? 'localhost:11211',
);

const HOUR = 60 * 60;
const NEW_YEAR_2024 = new Date('2024-01-01T00:00:00Z'); // has passed
const NEW_YEAR_2037 = new Date('2037-01-01T00:00:00Z');

// #region verbs
const verbs = {
  set: (key: string) => cache.set(key, 'new'),
  add: (key: string) => cache.add(key, 'new'),
  replace: (key: string) => cache.replace(key, 'new'),
  append: (key: string) => cache.append(key, 'new'),
  prepend: (key: string) => cache.prepend(key, 'new'),
  touch: (key: string) => cache.touch(key, HOUR),
  delete: (key: string) => cache.delete(key),
};
// #endregion verbs

// #region table
console.log('        | key has "old" | no such key');
for (const [name, write] of Object.entries(verbs)) {
  await cache.set('stock:tea', 'old');
  const cells = [name.padEnd(7)];
  for (const key of ['stock:tea', 'stock:mate']) {
    const answer = await write(key);
    const after = (await cache.get(key)) ?? '-';
    cells.push(`${answer}`.padEnd(5) + ` ${after}`.padEnd(8));
    await cache.delete(key);
  }
  console.log(cells.join(' | ').trimEnd());
}
// #endregion table

// #region keeps
await cache.set('code', 4);
await cache.append('code', '2', { expires: NEW_YEAR_2024 });
console.log('code:', await cache.get('code'));
// #endregion keeps

// #region touch
await cache.set('session', 'Ada', { expires: HOUR });
await cache.touch('session', NEW_YEAR_2037);
console.log('session:', await cache.get('session'));
await cache.touch('session', NEW_YEAR_2024);
console.log('session:', await cache.get('session'));
// #endregion touch

await cache.disconnectAll();
