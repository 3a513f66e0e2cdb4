/**
 * Some calls of memjs 1.3.2 whose answers are not what their names say.
 *
 * @title A prepend that appends, a counter that says 256, and more
 * @uses memcached
 * @tags memjs, prepend, append, increment, counter, key, close
 */
import { Client } from 'memjs';

const cache = Client.create(
  process.env.MEMCACHE_SERVERS ?? 'localhost:11211',
);

async function read(key: string): Promise<string> {
  const { value } = await cache.get(key);
  return value === null ? 'a miss' : value.toString();
}

// #region prepend
await cache.set('log', 'noon');
const prepended = await cache.prepend('log', 'morning, ');
console.log(`prepended: ${prepended}, log: ${await read('log')}`);
// #endregion prepend

// #region counter
await cache.set('visits', '4294967295'); // 2 ** 32 - 1
const { value } = await cache.increment('visits', 1);
console.log(`increment: ${value}, visits: ${await read('visits')}`);

const first = await cache.increment('clicks', 1);
const second = await cache.increment('clicks', 1);
console.log(`two clicks: ${first.value}, then ${second.value}`);
// #endregion counter

// #region miss
const missed = await cache.replace('no such key', 'x');
console.log(`replace on a miss: ${missed}`);
try {
  await cache.append('no such key', 'x');
} catch (error) {
  console.log(`append on a miss: ${error}`);
}
// #endregion miss

// #region keys
const stored = await cache.set('stock of tea', '7');
console.log(`a key with spaces, stored: ${stored}`);

for (const key of ['log', 'visits', 'clicks', 'stock of tea'])
  await cache.delete(key);
try {
  await cache.get('k'.repeat(251));
} catch (error) {
  console.log(`a key of 251 bytes: ${error}`);
}
// #endregion keys

cache.close();
