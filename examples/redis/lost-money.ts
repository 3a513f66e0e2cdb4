/**
 * Twenty customers pay 10 each to a shop, at once, over one connection:
 * with MULTI, and with WATCH and MULTI.
 *
 * @title Money that is gone
 * @uses redis
 * @tags lost update, MULTI, WATCH, shared connection, multiplexing
 */
import { Redis } from 'ioredis';

const redis = new Redis(
  process.env.REDIS_URL ?? 'redis://localhost:6379',
);
const customers = Array.from({ length: 20 }, (_, i) => `wallet:${i}`);

/** Everybody pays at once; then the money is counted. */
async function market(pay: (customer: string) => Promise<unknown>) {
  await redis.set('wallet:shop', 0);
  await redis.mset(new Map(customers.map((name) => [name, 10])));
  const paid = await Promise.all(customers.map(pay));
  const left = await redis.mget(customers);
  console.log(`paid: ${paid.filter(Boolean).length} of 20`);
  console.log(`left with them: ${left.map(Number).reduce(add)}`);
  console.log(`in the shop: ${await redis.get('wallet:shop')}`);
}
const add = (sum: number, n: number) => sum + n;

// #region multi
console.log('- MULTI around the writes');
await market(async (customer) => {
  const read = await redis.mget(customer, 'wallet:shop');
  const [mine = 0, shop = 0] = read.map(Number);
  const writes = redis.multi();
  writes.set(customer, mine - 10);
  writes.set('wallet:shop', shop + 10);
  return writes.exec();
});
// #endregion multi

// #region watch
console.log('- and WATCH before the reads');
await market(async (customer) => {
  const [, read] = await Promise.all([
    redis.watch(customer, 'wallet:shop'),
    redis.mget(customer, 'wallet:shop'),
  ]);
  const [mine = 0, shop = 0] = read.map(Number);
  const writes = redis.multi();
  writes.set(customer, mine - 10);
  writes.set('wallet:shop', shop + 10);
  return writes.exec(); // null, if a watched key was written
});
// #endregion watch

await redis.quit();
