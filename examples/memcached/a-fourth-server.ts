/**
 * A full cache on three servers gets a fourth one. Twice: with buckets,
 * and on a ring.
 *
 * @title What a new server costs
 * @task add a cache server and keep most of the hits
 * @uses memcached
 * @memcached -m 16
 * @memcached -m 16
 * @memcached -m 16
 * @memcached -m 16
 * @tags ketama, consistent hashing, ring, buckets, modulo, miss
 */
import { buckets } from './client/buckets.ts';
import { openClient } from './client/client.ts';
import { ring } from './client/ring.ts';

const addresses = (
  process.env.MEMCACHE_SERVERS ??
  'localhost:11211,localhost:11212,localhost:11213,localhost:11214'
).split(',');

// #region names
// On a ring the name decides, and it stays when an address changes.
const four = addresses.map((address, i) => ({
  address,
  name: `cache-${i + 1}`,
}));
const three = four.slice(0, 3);
const keys = Array.from({ length: 100 }, (_, i) => `price:${i}`);
// #endregion names

for (const placement of [buckets, ring]) {
  // #region grow
  const cache = openClient(three, { placement });
  await cache.setMany(new Map(keys.map((key, i) => [key, i])));
  const before = await cache.getMany(keys);

  await cache.setServers(four);
  const after = await cache.getMany(keys);
  // #endregion grow
  console.log(
    `${placement.name}: ${before.size} hits with three servers, ` +
      `${after.size} with four`,
  );

  await cache.setServers(three);
  await cache.deleteMany(keys);
  await cache.disconnectAll();
}
