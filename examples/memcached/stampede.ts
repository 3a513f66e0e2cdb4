/**
 * Fifty readers want the same list, and the cache has none.
 *
 * @title Fifty readers, one query
 * @task cache a query without a stampede
 * @task serve the old value while one reader loads the new
 * @uses memcached
 * @tags stampede, dogpile, thundering herd, cache-aside, single flight
 */
import {
  setImmediate as nextTurn,
  setTimeout as pause,
} from 'node:timers/promises';
import { openClient, type Client } from './client/client.ts';

const servers = process.env.MEMCACHE_SERVERS ?? 'localhost:11211';
// Each has a connection of its own, as five processes would.
const clients = Array.from({ length: 5 }, () => openClient(servers));
for (const cache of clients) await cache.reachable();

// #region query
// Stands for a slow query, and the table behind it.
let table = 'tea, mate';
let queries = 0;

async function queryBestsellers(): Promise<string> {
  queries += 1;
  const list = table;
  await pause(100);
  return list;
}
// #endregion query

// #region cache-aside
async function cacheAside(cache: Client): Promise<unknown> {
  const cached = await cache.get('bestsellers');
  if (cached !== undefined) return cached;

  const list = await queryBestsellers();
  await cache.set('bestsellers', list, { expires: 60 });
  return list;
}
// #endregion cache-aside

// #region one-wins
async function oneWins(cache: Client): Promise<unknown> {
  for (;;) {
    const found = await cache.fetchOrWin('bestsellers', 10);
    if (found.won) {
      const list = await queryBestsellers();
      await cache.cas('bestsellers', list, found, { expires: 60 });
      return list;
    }
    if (found.value !== undefined) return found.value;
    await pause(200); // another is loading it
  }
}
// #endregion one-wins

// #region fifty
async function fifty(read: (cache: Client) => Promise<unknown>) {
  queries = 0;
  const first = read(clients[0]!);
  while (queries === 0) await nextTurn();
  // Its query runs. Now the others come, all at once.
  const others = Array.from({ length: 49 }, (_, i) =>
    read(clients[i % clients.length]!),
  );
  const lists = await Promise.all([first, ...others]);
  const current = lists.filter((list) => list === table).length;
  return `queries: ${queries}, up to date: ${current} of 50`;
}

console.log('cache-aside –', await fifty(cacheAside));
await clients[0]!.delete('bestsellers');
console.log('one wins –', await fifty(oneWins));
// #endregion fifty

// #region stale
table = 'mate, tea';
await clients[0]!.markStale('bestsellers', 30);
console.log('one wins, others stale –', await fifty(oneWins));
console.log('then:', await clients[0]!.get('bestsellers'));
// #endregion stale

await clients[0]!.delete('bestsellers');
await Promise.all(clients.map((cache) => cache.disconnectAll()));
