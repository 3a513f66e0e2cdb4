/**
 * The methods of the client, one after the other.
 *
 * @title A whole memcached client
 * @task a complete memcached client to read and to take
 * @uses memcached
 * @tags client, cas, get_multi, set_multi, delete_multi, flush_all
 * @pane tour
 */
import { openClient } from './client.ts';

const cache = openClient(
  process.env.MEMCACHE_SERVERS ?? 'localhost:11211',
  { timeout: 1000, log: (line) => console.error(line) },
);

// #region one-key
await cache.set('tea', { price: 4.2, left: 12 }, { expires: 60 });
console.log('get:', await cache.get('tea'));
console.log('add:', await cache.add('tea', 'a second tea'));
console.log('replace:', await cache.replace('mate', 'none yet'));

await cache.set('log', 'opened');
await cache.append('log', ', sold');
await cache.prepend('log', 'monday: ');
console.log('log:', await cache.get('log'));
// #endregion one-key

// #region counter
await cache.set('visits', 9);
console.log('incr:', await cache.incr('visits'));
console.log('decr:', await cache.decr('visits', 100));
// #endregion counter

// #region check-and-set
const seen = await cache.gets('tea');
if (seen) {
  console.log('cas:', await cache.cas('tea', { left: 11 }, seen));
  console.log('cas again:', await cache.cas('tea', 'late', seen));
}
// #endregion check-and-set

// #region many-keys
const names = new Map([
  [41, 'Ada'],
  [42, 'Grace'],
]);
console.log('failed:', await cache.setMany(names, { prefix: 'user:' }));
console.log(await cache.getMany([41, 42, 43], { prefix: 'user:' }));
await cache.deleteMany([41, 42], { prefix: 'user:' });
// #endregion many-keys

// #region remove
console.log('touch:', await cache.touch('log', 10));
console.log('delete:', await cache.delete('log'));
console.log('a miss:', await cache.get('log'));
// #endregion remove

// #region server
for (const [, stats] of await cache.stats()) {
  console.log('items:', stats.curr_items);
}
await cache.flushAll();
await cache.disconnectAll();
// #endregion server
