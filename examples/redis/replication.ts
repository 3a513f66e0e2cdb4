/**
 * A primary and its replica: who may write, what the replica has, and
 * how a client learns of it.
 *
 * @title A replica that is behind
 * @task read from a replica
 * @task wait until a replica has a write
 * @uses redis
 * @tags replication, replica, primary, READONLY, WAIT, lag
 * @redis --repl-diskless-sync-delay 0
 * @redis --replicaof 1
 */
import { Redis } from 'ioredis';

const urls =
  process.env.REDIS_URL ??
  'redis://localhost:6379,redis://localhost:6380';
const [primary, replica] = urls
  .split(',')
  .map((url) => new Redis(url)) as [Redis, Redis];

// #region follow
await primary.set('stock', 900);
const copies = await primary.wait(1, 5000);
console.log(`${copies} replica has it: ${await replica.get('stock')}`);
// #endregion follow

// #region read-only
const refused = replica.set('stock', 5);
console.log(await refused.catch((error: Error) => error.message));
// #endregion read-only

// #region behind
// For a minute the replica carries out no write, its primary's neither:
// as if it were slow, or far away.
await replica.client('PAUSE', 60_000, 'WRITE');
await primary.decr('stock');
console.log(`the primary says ${await primary.get('stock')}`);
console.log(`the replica says ${await replica.get('stock')}`);
// #endregion behind

// #region wait
const inTime = await primary.wait(1, 100);
console.log(`${inTime} replicas have it after 100 ms`);
await replica.client('UNPAUSE');
const now = await primary.wait(1, 5000);
console.log(`${now} replica has it: ${await replica.get('stock')}`);
// #endregion wait

await Promise.all([primary.quit(), replica.quit()]);
