/**
 * One of two memcacheds dies while a client uses both.
 *
 * @title What a dead server costs
 * @task go on when a cache server dies
 * @uses memcached
 * @memcached -m 16 -A
 * @memcached -m 16 -A
 * @tags dead_retry, mark_dead, socket_timeout, failover, shutdown
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { endpoint } from './client/address.ts';
import { openClient } from './client/client.ts';
import { connectTo } from './client/connect.ts';

const [a, b] = (
  process.env.MEMCACHE_SERVERS ?? 'localhost:11211,localhost:11212'
).split(',');

// #region open
const cache = openClient([a!, b!], {
  timeout: 500, // milliseconds for a reply
  deadRetry: 60_000, // milliseconds until a dead server is tried
  log: () => console.log('(a server was marked dead)'),
});
const keys = Array.from({ length: 10 }, (_, i) => `price:${i}`);
const prices = new Map(keys.map((key) => [key, '4.20 EUR']));

await cache.setMany(prices);
console.log('hits:', (await cache.getMany(keys)).size);
// #endregion open

// #region die
// With -A a server takes this command. Behind it waits a read.
const connection = await connectTo(endpoint(b!), 500);
connection.ask('shutdown\r\n');
const [inFlight] = connection.ask('get price:1\r\n', /^END$/);
await inFlight!.catch((error) => console.log('in flight:', error.name));

// The client notices when its own connection has ended.
while ((await cache.reachable()).length > 1) await nextTurn();
// #endregion die

// #region live-on
console.log('hits:', (await cache.getMany(keys)).size);
console.log('not stored:', (await cache.setMany(prices)).length);
console.log('hits:', (await cache.getMany(keys)).size);
// #endregion live-on

// #region forget
cache.forgetDeadServers();
console.log('reachable:', (await cache.reachable()).length);
// #endregion forget

await cache.deleteMany(keys);
await cache.disconnectAll();
