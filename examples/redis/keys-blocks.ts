/**
 * A report asks for keys, and a shop that only wants a PONG waits.
 *
 * @title Behind KEYS, everybody waits
 * @uses redis
 * @tags KEYS, SCAN, PING, blocking, latency
 */
import { Redis } from 'ioredis';

const url = process.env.REDIS_URL ?? 'redis://localhost:6379';
const report = new Redis(url);
const shop = new Redis(url);
await shop.ping();

// #region fill
for (let from = 0; from < 100_000; from += 10_000) {
  const ids = Array.from({ length: 10_000 }, (_, i) => from + i);
  await report.mset(ids.flatMap((id) => [`session:${id}`, 'in']));
}
// #endregion fill

// #region keys
const start = performance.now();
const listing = report.keys('cart:*');
const pong = shop.ping().then(() => performance.now() - start);
await listing;
const waited = await pong;

// What the server says of its own work, in millionths of a second.
const stats = await report.info('commandstats');
const took =
  Number(/cmdstat_keys:.*?usec=(\d+)/.exec(stats)?.[1]) / 1000;
console.log('the PING waited for all of KEYS:', waited >= took);
console.log(`~ KEYS took ${took.toFixed(1)} ms`);
console.log(`~ the PING took ${waited.toFixed(1)} ms`);
// #endregion keys

// #region scan
const answered: string[] = [];
async function scanAll() {
  let cursor = '0';
  do {
    [cursor] = await report.scan(
      cursor,
      'MATCH',
      'cart:*',
      'COUNT',
      1000,
    );
  } while (cursor !== '0');
}
await Promise.all([
  scanAll().then(() => answered.push('the last SCAN')),
  shop.ping().then(() => answered.push('PING')),
]);
console.log('answered:', answered.join(', then '));
// #endregion scan

// All of this database, and the memory is freed in the background.
await report.flushdb('ASYNC');
await Promise.all([report.quit(), shop.quit()]);
