/**
 * What a key and a value may be, with a client that looks and with one
 * that does not.
 *
 * @title Past the limits
 * @uses memcached
 * @tags check_key, key length, value length, too large, bytes
 */
import { openClient } from './client/client.ts';

const servers = process.env.MEMCACHE_SERVERS ?? 'localhost:11211';
const careful = openClient(servers);
const careless = openClient(servers, {
  checkKeys: false,
  maxValueLength: 0, // send any
});
const why = (error: unknown) => String(error);

// #region keys
const keys = ['é'.repeat(126), 'green tea', 'tea\r\nflush_all', ''];
for (const key of keys) {
  console.log(await careful.set(key, 1).catch(why));
}
// #endregion keys

// #region bytes
const key = 'é'.repeat(126);
console.log(`${key.length} characters:`);
console.log(await careless.get(key).catch(why));
// #endregion bytes

// #region space
await careful.set('green', 'a colour');
console.log('green tea is', await careless.get('green tea'));
// #endregion space

// #region value
await careful.set('report', 'of yesterday');
const report = 'x'.repeat(1024 * 1024 + 1);
console.log(await careful.set('report', report).catch(why));
console.log('report:', await careful.get('report'));
console.log(await careless.set('report', report).catch(why));
console.log('report:', await careful.get('report'));
// #endregion value

await careful.flushAll();
await careful.disconnectAll();
await careless.disconnectAll();
