// The answer as a process of its own, for check.test.ts. It asks for a
// list, and its load goes on until the check stores the key "go".
import { setTimeout as pause } from 'node:timers/promises';
import { openClient } from '#examples/memcached/client/client.ts';
import { once } from './exercise.ts';

const [key = '', patience] = process.argv.slice(2);
const servers = process.env.MEMCACHE_SERVERS ?? 'localhost:11211';
const cache = openClient(servers);
const signal = openClient(servers);

async function load() {
  console.log('loading');
  while ((await signal.get('go')) === undefined) await pause(10);
  return 'tea, by another process';
}

await once(cache, key, 60, load, Number(patience));
console.log('stored');
await cache.disconnectAll();
await signal.disconnectAll();
