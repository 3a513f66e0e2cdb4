/**
 * Three memcacheds with other flags say what their settings are.
 *
 * @title What a server's flags do
 * @task read which settings a memcached runs with
 * @uses memcached
 * @memcached -m 64
 * @memcached -m 8 -c 256 -I 2m -t 2
 * @memcached -m 2 -M
 * @tags stats settings, -m, -c, -I, -l, -U, -M, memory, connections
 */
import { openClient } from './client/client.ts';

const servers = (
  process.env.MEMCACHE_SERVERS ??
  'localhost:11211,localhost:11212,localhost:11213'
).split(',');

// #region settings
for (const [index, address] of servers.entries()) {
  const client = openClient([address]);
  const [settings = {}] = (await client.stats('settings')).values();
  const { maxbytes, maxconns, item_size_max, evictions } = settings;
  console.log(`server ${index + 1}:`);
  console.log(`  -m  maxbytes ${maxbytes}`);
  console.log(`  -c  maxconns ${maxconns}`);
  console.log(`  -I  item_size_max ${item_size_max}`);
  console.log(`  -M  evictions ${evictions}`);
  console.log(`  -U  udpport ${settings.udpport}`);
  console.log(`~ -l  inter ${settings.inter}`);
  await client.disconnectAll();
}
// #endregion settings

// #region full
const last = openClient([servers[2]!]);
try {
  for (let i = 0; ; i += 1)
    await last.set(`page:${i}`, 'x'.repeat(1e5));
} catch (error) {
  console.log(`a full server with -M: ${String(error)}`);
}
console.log(
  `page:0 is there: ${(await last.get('page:0')) !== undefined}`,
);
// #endregion full

await last.flushAll();
await last.disconnectAll();
