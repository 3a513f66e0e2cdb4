/**
 * A server hangs up in the middle of a call. It never settles, until
 * memjs sends it again, when nobody wants it any more.
 *
 * @title A call that never settles, and an old price that comes back
 * @uses memcached
 * @tags memjs, hang, FIN, deadline, timeout, retry, stale, Promise.race
 */
import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';
import { Client } from 'memjs';

const address = process.env.MEMCACHE_SERVERS ?? 'localhost:11211';
const [host, port] = address.split(':');

// #region relay
// Stands before Memcached. It hangs up on the first request, as a
// server does that is being restarted.
let connections = 0;
const relay = createServer((client) => {
  connections += 1;
  if (connections === 1) return client.once('data', () => client.end());

  const server = connect(Number(port), host);
  return client.pipe(server).pipe(client);
});
relay.listen(0, '127.0.0.1');
await once(relay, 'listening');
const relayPort = (relay.address() as AddressInfo).port;
const cache = Client.create(`127.0.0.1:${relayPort}`);
// #endregion relay

// #region within
/** What `call` resolves to, or after `ms` that it has not settled. */
function within<T>(ms: number, call: Promise<T>): Promise<T | string> {
  const late = Promise.withResolvers<string>();
  const text = `not settled after ${ms} ms`;
  const timer = setTimeout(() => late.resolve(text), ms);
  const first = Promise.race([call, late.promise]);
  return first.finally(() => clearTimeout(timer));
}
// #endregion within

async function price(): Promise<string> {
  const { value } = await cache.get('price:tea');
  return value === null ? 'none' : value.toString();
}

// #region lost
// memjs says that it waits for half a second.
const lost = cache.set('price:tea', '4.20 EUR', { expires: 60 });
console.log(`set 4.20 EUR: ${await within(1000, lost)}`);

const next = await cache.set('price:tea', '4.50 EUR', { expires: 60 });
console.log(`set 4.50 EUR: ${next}, price: ${await price()}`);
// #endregion lost

// #region replayed
console.log(`set 4.20 EUR, later: ${await within(5000, lost)}`);
console.log(`price: ${await price()}`);
// #endregion replayed

await cache.delete('price:tea');
cache.close();
relay.close();
