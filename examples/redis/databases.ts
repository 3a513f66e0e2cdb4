/**
 * Two databases of one server: the same name, two keys.
 *
 * @title Databases of one server
 * @task several databases in one server
 * @uses redis
 * @tags SELECT, INFO keyspace, database, namespace
 */
import { Redis } from 'ioredis';

const url = process.env.REDIS_URL ?? 'redis://localhost:6379';
const shop = new Redis(url); // database 0
const reports = new Redis(url, { db: 1 });

// #region two-keys
await shop.set('stock:tea', 9);
await reports.set('stock:tea', 'sells best in autumn');
console.log('shop:', await shop.get('stock:tea'));
console.log('reports:', await reports.get('stock:tea'));
// #endregion two-keys

// #region one-server
const pid = async (redis: Redis) =>
  /^process_id:\d+/m.exec(await redis.info('server'))?.[0];
console.log('one process:', (await pid(shop)) === (await pid(reports)));

const keyspace = await shop.info('keyspace');
for (const [database] of keyspace.matchAll(/^db\d+:keys=\d+/gm)) {
  console.log(database);
}
// #endregion one-server

// #region select
// SELECT is for the connection: for everybody who shares it.
await shop.select(1);
console.log('shop, after SELECT 1:', await shop.get('stock:tea'));
// #endregion select

// #region sixteen
try {
  await shop.select(16);
} catch (error) {
  console.log('SELECT 16:', (error as Error).message);
}
// #endregion sixteen

await Promise.all([shop.quit(), reports.quit()]);
