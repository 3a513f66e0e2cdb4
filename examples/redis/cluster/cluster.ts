/**
 * A cluster of three masters: which of them has a key, and how a client
 * finds it.
 *
 * @title Three masters, and who has a key
 * @task find which server of a cluster has a key
 * @task keep keys of a cluster together
 * @uses redis
 * @pane cluster
 * @tags cluster, slot, MOVED, hash tag, CROSSSLOT, CRC16
 * @redis --cluster-enabled yes
 * @redis --cluster-enabled yes
 * @redis --cluster-enabled yes
 */
import { Cluster, Redis } from 'ioredis';
import { slotOf } from './slot.ts';

// #region nodes
const urls = (
  process.env.REDIS_URL ??
  [6379, 6380, 6381].map((port) => `redis://127.0.0.1:${port}`).join()
).split(',');
// By the address that the nodes give of each other.
const nodes = new Map(
  urls.map((url) => [new URL(url).host, new Redis(url)]),
);
const [first] = nodes.keys(); // asked first, as a guess
// #endregion nodes

// #region follow
/** Stores it. Resolves to the nodes that were asked, in turn. */
async function set(key: string, value: string): Promise<string[]> {
  const asked: string[] = [];
  let address = first!;
  for (;;) {
    asked.push(address);
    try {
      await nodes.get(address)!.set(key, value);
      return asked;
    } catch (error) {
      const moved = /^MOVED \d+ (.+)$/.exec((error as Error).message);
      if (!moved || asked.length === 5) throw error;
      address = moved[1]!; // who has the slot
    }
  }
}
// #endregion follow

// #region keys
const numbers = [...nodes.keys()];
async function store(key: string, value: string) {
  const asked = await set(key, value);
  const told = asked.map((address) => numbers.indexOf(address) + 1);
  console.log(`${key}: slot ${slotOf(key)}, asked ${told.join(', ')}`);
}
await store('tea', '4.20');
await store('coffee', '5.90');
await store('{ada}:name', 'Ada');
await store('{ada}:cart', 'tea, coffee');
// #endregion keys

// #region several
const [one, two] = [...nodes.values()];
const refused = one!.mget('tea', 'coffee');
console.log(await refused.catch((error: Error) => error.message));
console.log(await two!.mget('{ada}:name', '{ada}:cart'));
// #endregion several
await Promise.all([...nodes.values()].map((node) => node.quit()));

// #region client
// It asks one node who has which slots, and computes the slot of a key.
const cluster = new Cluster(urls.slice(0, 1), {
  enableReadyCheck: false, // it asks a node drawn by lot
});
for (const key of ['tea', '{ada}:name', 'coffee'])
  console.log(await cluster.get(key));
await cluster.quit();
// #endregion client
