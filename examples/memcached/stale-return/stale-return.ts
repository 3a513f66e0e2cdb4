/**
 * A server is cut off, its keys are written elsewhere, and it returns
 * with what it had. Twice: as it is, and flushed.
 *
 * @title A server that returns with old values
 * @uses memcached
 * @memcached -m 16
 * @memcached -m 16
 * @tags flush_on_reconnect, stale, partition, dead_retry
 * @pane shop
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { openClient } from '../client/client.ts';
import { layCable } from './cable.ts';

const [a, b] = (
  process.env.MEMCACHE_SERVERS ?? 'localhost:11211,localhost:11212'
).split(',');

const cable = await layCable(b!);
const hash = 1; // this price is on the second of two servers
const key: [number, string] = [hash, 'price:tea'];

for (const flushOnReconnect of [false, true]) {
  const cache = openClient([a!, cable.address], {
    deadRetry: 60_000,
    flushOnReconnect,
  });
  console.log(`flushOnReconnect: ${flushOnReconnect}`);

  // #region cut-off
  await cache.set(key, '4.20 EUR');
  await cable.pull();
  while ((await cache.reachable()).length > 1) await nextTurn();

  await cache.set(key, '4.50 EUR'); // goes to the first server
  console.log('while it is cut off:', String(await cache.get(key)));
  // #endregion cut-off

  // #region return
  await cable.putBack();
  cache.forgetDeadServers(); // or a minute later
  console.log('when it is back:', await cache.get(key));
  // #endregion return

  await cache.flushAll();
  await cache.disconnectAll();
}
await cable.pull();
