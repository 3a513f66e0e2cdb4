/**
 * A hundred prices: stored at once, read one by one, and read at once.
 *
 * @title A hundred keys, one trip
 * @task read or store a hundred keys in one trip
 * @uses memcached
 * @tags get_multi, set_multi, delete_multi, key_prefix, pipeline
 */
import { openClient } from './client/client.ts';

const cache = openClient(
  process.env.MEMCACHE_SERVERS ?? 'localhost:11211',
);

// #region prices
// The ids are the primary keys of the products: numbers.
const ids = Array.from({ length: 100 }, (_, i) => i + 1);
const prices = new Map(ids.map((id) => [id, `${id}.20 EUR`]));
const prefix = 'price:';
// #endregion prices

// #region set-many
const failed = await cache.setMany(prices, { prefix, expires: 60 });
console.log(`setMany: ${failed.length} not stored`);
// #endregion set-many

// #region sold-out
await cache.delete('price:13');
// #endregion sold-out

// #region one-by-one
let begun = performance.now();
let hits = 0;
for (const id of ids) {
  const price = await cache.get(`price:${id}`);
  if (price !== undefined) hits += 1;
}
console.log(`100 times get: ${hits} prices`);
console.log(`~ in ${(performance.now() - begun).toFixed(1)} ms`);
// #endregion one-by-one

// #region get-many
begun = performance.now();
const found = await cache.getMany(ids, { prefix });
console.log(`getMany: ${found.size} prices`);
console.log(`~ in ${(performance.now() - begun).toFixed(1)} ms`);
// #endregion get-many

// #region keys
console.log(found.get(12), found.get('12'), found.get(13));
// #endregion keys

// #region delete-many
const left = await cache.deleteMany(ids, { prefix });
console.log(`deleteMany: ${left.length} may still be there`);
// #endregion delete-many

await cache.disconnectAll();
