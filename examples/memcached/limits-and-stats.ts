/**
 * A memcached of 2 MB takes 300 pages of 10 kB, and says what it kept.
 *
 * @title A server that is full
 * @task read hit ratio, evictions and memory of a server
 * @uses memcached
 * @memcached -m 2
 * @tags get_stats, get_slabs, evictions, slab, hit ratio, LRU
 */
import { openClient } from './client/client.ts';

const cache = openClient(
  process.env.MEMCACHE_SERVERS ?? 'localhost:11211',
);

// #region fill
const keys = Array.from({ length: 300 }, (_, i) => `page:${i}`);
let stored = 0;
for (const key of keys) {
  if (await cache.set(key, 'x'.repeat(10_000))) stored += 1;
}
console.log(`stored: ${stored}`);
// #endregion fill

// #region read
const found = await cache.getMany(keys);
const [oldest] = found.keys();
console.log(`read: ${found.size}, the oldest is ${oldest}`);
// #endregion read

// #region stats
for (const [, stats] of await cache.stats()) {
  const hits = Number(stats.get_hits);
  const reads = hits + Number(stats.get_misses);
  console.log(`hits: ${hits} of ${reads} reads`);
  console.log(`evictions: ${stats.evictions}`);
}
// #endregion stats

// #region slabs
for (const [, slabs] of await cache.slabs()) {
  for (const [number, slab] of slabs) {
    console.log(`class ${number}: ${slab.number} items`);
    console.log(
      `  lost before anybody read them: ${slab.evicted_unfetched}`,
    );
  }
}
for (const [, stats] of await cache.stats('slabs')) {
  console.log(`  bytes of a chunk: ${stats['22:chunk_size']}`);
}
// #endregion slabs

await cache.flushAll();
await cache.disconnectAll();
