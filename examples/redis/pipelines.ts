/**
 * A hundred prices one by one, and at once. Then three commands of
 * which one is refused.
 *
 * @title A hundred commands, one trip
 * @task send a hundred commands in one trip
 * @uses redis
 * @tags pipeline, exec, round trip, slots, WRONGTYPE
 */
import { Redis } from 'ioredis';

const redis = new Redis(
  process.env.REDIS_URL ?? 'redis://localhost:6379',
);
const ids = Array.from({ length: 100 }, (_, i) => i + 1);

// #region one-by-one
let begun = performance.now();
let answers = 0;
for (const id of ids) {
  const answer = await redis.set(`price:${id}`, `${id}.20`);
  if (answer === 'OK') answers += 1;
}
console.log(`100 times set: ${answers} answers`);
console.log(`~ in ${(performance.now() - begun).toFixed(1)} ms`);
// #endregion one-by-one

// #region pipeline
begun = performance.now();
const prices = redis.pipeline();
for (const id of ids) prices.set(`price:${id}`, `${id}.50`);
const stored = (await prices.exec()) ?? [];
console.log(`one pipeline: ${stored.length} slots`);
console.log(`~ in ${(performance.now() - begun).toFixed(1)} ms`);
// #endregion pipeline

console.log('the first slot:', stored[0]);

// #region old-list
// What an earlier version of the shop left: no number, but a list.
await redis.rpush('views:13', 'Ada', 'Grace');
// #endregion old-list

// #region slots
const views = redis.pipeline();
views.incrby('views:12', 3);
views.incrby('views:13', 1);
views.incrby('views:14', 5);
const slots = await views.exec();
// #endregion slots

// #region look
for (const [error, result] of slots ?? [])
  console.log(error ? error.message : result);
console.log('views:14 is', await redis.get('views:14'));
// #endregion look

await redis.del('views:12', 'views:13', 'views:14');
await redis.quit();
