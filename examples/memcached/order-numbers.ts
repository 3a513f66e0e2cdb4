/**
 * Order numbers from a counter: what JavaScript makes of 17 digits.
 *
 * @title The same number for two orders
 * @uses memcached
 * @tags incr, bigint, 2^53, memjs, overflow
 */
import { Client as MemjsClient } from 'memjs';
import { openClient } from './client/client.ts';

const servers = process.env.MEMCACHE_SERVERS ?? 'localhost:11211';
const cache = openClient(servers);
const memjs = MemjsClient.create(servers);

// #region as-numbers
// The day, and then nine digits that count its orders.
await cache.set('order', 20260721_000000000n);
for (let order = 1; order <= 4; order += 1) {
  const number = await cache.incr('order');
  console.log(`${number}, as a number: ${Number(number)}`);
}
// #endregion as-numbers

// #region memjs
await cache.set('bytes', 2 ** 32 - 1);
const { value } = await memjs.increment('bytes', 1, {});
console.log('memjs counts to:', value);
console.log('memcached holds:', await cache.get('bytes'));
// #endregion memjs

memjs.close();
await cache.disconnectAll();
