/**
 * Twenty buyers at once, and five teas: by get and set, and by decr.
 *
 * @title Sold more than there was
 * @uses memcached
 * @tags get, set, decr, oversell, lost update, stock
 */
import { openClient } from './client/client.ts';

const cache = openClient(
  process.env.MEMCACHE_SERVERS ?? 'localhost:11211',
);
const buyers = Array.from({ length: 20 }, (_, i) => `buyer ${i + 1}`);

// #region get-and-set
async function buy(): Promise<boolean> {
  const left = Number(await cache.get('tea'));
  if (left === 0) return false;
  return cache.set('tea', left - 1);
}

await cache.set('tea', 5);
const bought = await Promise.all(buyers.map(buy));
console.log('sold:', bought.filter(Boolean).length);
console.log('left:', await cache.get('tea'));
// #endregion get-and-set

// #region decr
await cache.set('tea', 5);
const told = await Promise.all(buyers.map(() => cache.decr('tea')));
console.log('told by decr:', told.join(' '));
// #endregion decr

await cache.delete('tea');
await cache.disconnectAll();
