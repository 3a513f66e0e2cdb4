/**
 * Four lifetimes, three readers each: who runs the query?
 *
 * @title A lifetime over 30 days is gone at once
 * @uses memcached
 * @tags expiry, TTL, milliseconds, 30 days, miss
 */
import { Client } from 'memjs';

const cache = Client.create(
  process.env.MEMCACHE_SERVERS ?? 'localhost:11211',
);

// #region lifetimes
const day = 24 * 60 * 60;
const lifetimes = [
  { name: 'one hour', expires: 60 * 60 },
  { name: '30 days', expires: 30 * day },
  { name: '31 days', expires: 31 * day },
  { name: 'one hour in milliseconds', expires: 60 * 60 * 1000 },
];
// #endregion lifetimes

// #region readers
for (const { name, expires } of lifetimes) {
  const key = `price:${expires}`;
  let queries = 0;
  for (let reader = 1; reader <= 3; reader += 1) {
    const { value } = await cache.get(key);
    if (value !== null) continue;
    queries += 1;
    await cache.set(key, '4.20 EUR', { expires });
  }
  console.log(`${name}: 3 readers, queries: ${queries}`);
  await cache.delete(key);
}
// #endregion readers

// #region read-as
for (const { name, expires } of lifetimes.slice(2)) {
  const moment = new Date(expires * 1000).toISOString();
  console.log(`${name}, as a Unix time: ${moment}`);
}
// #endregion read-as

cache.close();
