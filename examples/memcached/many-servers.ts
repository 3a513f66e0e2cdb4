/**
 * Three memcacheds, and a client that spreads its keys over them.
 *
 * @title Which server has which key
 * @task spread keys over several servers
 * @uses memcached
 * @memcached -m 16
 * @memcached -m 16
 * @memcached -m 16
 * @tags set_servers, buckets, weight, hash, key, cluster, sharding
 */
import { openClient } from './client/client.ts';

// #region servers
const [a, b, c] = (
  process.env.MEMCACHE_SERVERS ??
  'localhost:11211,localhost:11212,localhost:11213'
).split(',');
// C has twice the memory of the others, so it takes twice the keys.
const cache = openClient([a!, b!, { address: c!, weight: 2 }]);
// #endregion servers

// #region set-many
const keys = Array.from({ length: 40 }, (_, i) => `price:${i}`);
await cache.setMany(new Map(keys.map((key, i) => [key, i])));
// #endregion set-many

// #region alone
// A client of one server sees what that server has, and no more.
const alone = [
  { name: 'A', only: openClient([a!]) },
  { name: 'B', only: openClient([b!]) },
  { name: 'C', only: openClient([c!]) },
];
for (const { name, only } of alone) {
  const found = await only.getMany(keys);
  console.log(`${name} has ${found.size} of ${keys.length} keys`);
}
// #endregion alone

// #region hash
const customer = 41; // decides about the server, in place of the key
const cart = ['name:41', 'cart:41', 'seen:41'];
for (const key of cart) await cache.set([customer, key], 'Ada');

for (const { name, only } of alone) {
  const found = await only.getMany(cart);
  console.log(`${name} has ${found.size} of 3 keys of customer 41`);
}
console.log('by hash and key:', await cache.get([customer, 'name:41']));
console.log('by key alone:', await cache.get('name:41'));
// #endregion hash

for (const { only } of alone) await only.disconnectAll();
await cache.deleteMany(keys);
await cache.deleteMany(cart.map((key) => [customer, key]));
await cache.disconnectAll();
