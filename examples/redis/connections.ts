/**
 * A hundred commands on one connection, and a second one for a command
 * that waits.
 *
 * @title One connection for all, and one that waits
 * @task share one connection, and wait on a second one
 * @uses redis
 * @tags CLIENT LIST, CLIENT SETNAME, BLPOP, duplicate, multiplexing
 */
import { Redis } from 'ioredis';

const url = process.env.REDIS_URL ?? 'redis://localhost:6379';

// #region shared
const shop = new Redis(url, { connectionName: 'shop' });
shop.on('error', (error) => console.error(`shop: ${error.message}`));

const items = Array.from({ length: 100 }, (_, i) => `price:${i + 1}`);
await shop.mset(items.flatMap((item, i) => [item, i + 1]));

// A hundred at once, as from a hundred requests of a web server.
const prices = await Promise.all(items.map((item) => shop.get(item)));
console.log(`replies: ${prices.length}`);
console.log(`the first three: ${prices.slice(0, 3).join(' ')}`);
console.log(
  `all in order: ${prices.every((price, i) => price === `${i + 1}`)}`,
);
// #endregion shared

// #region clients
/** The names of those who are connected, as Redis lists them. */
async function clients() {
  const list = String(await shop.client('LIST'));
  const names = list.matchAll(/ name=(\S*)/g);
  return [...names].map(([, name]) => name).sort();
}
console.log('connected:', await clients());
// #endregion clients

// #region own
// The same options, and a connection of its own.
const worker = shop.duplicate({ connectionName: 'worker' });
worker.on('error', (error) => {
  console.error(`worker: ${error.message}`);
});
await worker.ping();
console.log('connected:', await clients());

// It waits for a job, for as long as it takes.
const job = worker.blpop('jobs', 0);
console.log('meanwhile:', await shop.get('price:7'));
await shop.rpush('jobs', 'mail to Ada');
console.log('the job:', await job);
// #endregion own

await shop.del('jobs', ...items);
await Promise.all([shop.quit(), worker.quit()]);
