/**
 * Two workers, one invoice: who looks first is not the only one.
 *
 * @title A look and a set, against an add
 * @task a lock that one of many workers gets
 * @task do a job once among several workers
 * @uses memcached
 * @tags add, race, check-then-act, lock, once
 */
import { openClient } from './client/client.ts';

const cache = openClient(
  process.env.MEMCACHE_SERVERS ?? 'localhost:11211',
);

// #region look
async function takeByLook(invoice: string, worker: string) {
  const taken = await cache.get(invoice);
  if (taken !== undefined) return `${worker} leaves it`;
  await cache.set(invoice, worker, { expires: 60 });
  return `${worker} sends it`;
}
// #endregion look

// #region add
async function takeByAdd(invoice: string, worker: string) {
  const mine = await cache.add(invoice, worker, { expires: 60 });
  return mine ? `${worker} sends it` : `${worker} leaves it`;
}
// #endregion add

// #region both
for (const [invoice, take] of [
  ['invoice:7', takeByLook],
  ['invoice:8', takeByAdd],
] as const) {
  const did = await Promise.all([
    take(invoice, 'worker 1'),
    take(invoice, 'worker 2'),
  ]);
  console.log(`${invoice}: ${did.join(', ')}`);
  console.log(`${invoice} has: ${await cache.get(invoice)}`);
}
// #endregion both

await cache.disconnectAll();
