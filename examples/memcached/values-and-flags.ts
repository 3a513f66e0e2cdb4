/**
 * What Memcached keeps of each type of value, and what is made of it.
 *
 * @title Bytes and flags
 * @task keep numbers, objects and bytes, and get back the same
 * @uses memcached
 * @tags flags, types, codec, compression, min_compress_len, pickle
 */
import { endpoint } from './client/address.ts';
import { openClient } from './client/client.ts';
import { connectTo } from './client/connect.ts';

const servers = process.env.MEMCACHE_SERVERS ?? 'localhost:11211';
const cache = openClient(servers);

// #region values
const values = {
  name: 'café',
  photo: Buffer.from([0xff, 0x00, 0xd8]),
  visits: 7,
  views: 2n ** 64n,
  order: { tea: 2, paid: true },
};
for (const [key, value] of Object.entries(values))
  await cache.set(key, value, { expires: 60 });

const text = 'tea '.repeat(100);
await cache.set('text', text, { expires: 60, compressFrom: 100 });
// #endregion values

// #region stored
/** Asks without a codec: flags and bytes, as the server has them. */
const plain = await connectTo(endpoint(servers), 1000);

const keys = [...Object.keys(values), 'text'];
const [stored] = plain.ask(`get ${keys.join(' ')}\r\n`, /^END$/);
for (const { key, flags, data } of (await stored!).items) {
  const shown = flags & 8 || flags === 0 ? data.toString('hex') : data;
  console.log(`${key}: flags ${flags}, ${data.length} bytes, ${shown}`);
}
// #endregion stored

// #region read
for (const key of Object.keys(values))
  console.log(`${key}:`, await cache.get(key));
console.log('text:', (await cache.get('text')) === text);
// #endregion read

// #region pickle
// { 'price': 4.2 }, as Python's pickle writes it.
const pickle = '(dp0\nVprice\np1\nF4.2\ns.';
const command = `set tea 1 60 ${pickle.length}\r\n${pickle}\r\n`;
await plain.ask(command, /^STORED$/)[0];
try {
  console.log('tea:', await cache.get('tea'));
} catch (error) {
  console.log(`tea: ${(error as Error).message}`);
}
// #endregion pickle

plain.end('done');
await cache.disconnectAll();
