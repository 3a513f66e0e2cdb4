/**
 * A price that is read often and changes seldom, kept in Memcached.
 *
 * @title A miss, a hit, a stale hit, a delete and an expiry
 * @task cache a query for a minute
 * @task make a cached value go when its row changes
 * @uses memcached
 * @tags get, set, delete, miss, hit, stale, expiry
 */
import { Client } from 'memjs';

const cache = Client.create(
  process.env.MEMCACHE_SERVERS ?? 'localhost:11211',
);

// #region query
// Stands for the shop's database and a slow query.
const shelf = new Map([['tea', '4.20 EUR']]);
let queries = 0;

async function queryPrice(product: string): Promise<string> {
  queries += 1;
  return shelf.get(product) ?? 'not for sale';
}
// #endregion query

// #region remember
async function priceOf(product: string): Promise<string> {
  const { value } = await cache.get(`price:${product}`);
  if (value !== null) return value.toString();

  const price = await queryPrice(product);
  await cache.set(`price:${product}`, price, { expires: 60 });
  return price;
}
// #endregion remember

// #region reads
console.log(`tea: ${await priceOf('tea')}, queries: ${queries}`);
console.log(`tea: ${await priceOf('tea')}, queries: ${queries}`);

shelf.set('tea', '4.50 EUR');
console.log('the price of tea is now 4.50 EUR');
console.log(`tea: ${await priceOf('tea')}, queries: ${queries}`);
// #endregion reads

// #region delete
console.log(`deleted: ${await cache.delete('price:tea')}`);
console.log(`tea: ${await priceOf('tea')}, queries: ${queries}`);
// #endregion delete

// #region expiry
// A large number is a moment, in Unix seconds. This one has passed.
const expires = Date.parse('2024-01-01T00:00:00Z') / 1000;
const stored = await cache.set('sale:tea', '3.50 EUR', { expires });
const sale = await cache.get('sale:tea');
console.log(`sale stored: ${stored}, read: ${sale.value}`);
// #endregion expiry

await cache.delete('price:tea');
cache.close();
