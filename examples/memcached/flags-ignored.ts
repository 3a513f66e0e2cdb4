/**
 * A reader that takes every value for JSON, and one that looks at the
 * flags first.
 *
 * @title The flags ignored
 * @uses memcached
 * @tags flags, JSON.parse, memjs, precision, type
 */
import { Client } from 'memjs';
import { openClient } from './client/client.ts';

const servers = process.env.MEMCACHE_SERVERS ?? 'localhost:11211';
const cache = openClient(servers);
const careless = Client.create(servers);

// #region stored
await cache.set('order', 12345678901234567890n, { expires: 60 });
await cache.set('zip', '01067', { expires: 60 });
await cache.set('size', '38', { expires: 60 });
const menu = '"green tea", '.repeat(20);
await cache.set('menu', menu, { expires: 60, compressFrom: 100 });
// #endregion stored

// #region careless
for (const key of ['order', 'zip', 'size', 'menu']) {
  const { value } = await careless.get(key);
  try {
    const parsed: unknown = JSON.parse(String(value));
    console.log(`${key}, parsed: ${typeof parsed} ${String(parsed)}`);
  } catch (error) {
    console.log(`${key}, parsed: ${(error as Error).name}`);
  }
}
// #endregion careless

// #region careful
for (const key of ['order', 'zip', 'size']) {
  const value = await cache.get(key);
  console.log(`${key}, decoded: ${typeof value} ${String(value)}`);
}
console.log('menu, decoded:', (await cache.get('menu')) === menu);
// #endregion careful

// #region no-flags
// memjs stores what it is given with the flags 0: bytes.
await careless.set('city', 'Dresden', { expires: 60 });
console.log('city, decoded:', await cache.get('city'));
// #endregion no-flags

careless.close();
await cache.disconnectAll();
