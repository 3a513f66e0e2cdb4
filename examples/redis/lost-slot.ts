/**
 * Page views are counted in memory and stored once a minute, by who
 * looks at no slot, and by who does. Then there are no slots.
 *
 * @title Errors that nobody looks at
 * @uses redis
 * @tags pipeline, exec, slots, WRONGTYPE, swallowed error
 */
import { Redis } from 'ioredis';

const redis = new Redis(
  process.env.REDIS_URL ?? 'redis://localhost:6379',
);
await redis.rpush('views:13', 'Ada', 'Grace');
const views = new Map([
  ['views:12', 3],
  ['views:13', 1],
  ['views:14', 5],
]);

// #region silent
/** Adds what was counted to Redis, and counts from 0 again. */
async function store(counted: Map<string, number>) {
  const pipe = redis.pipeline();
  for (const [key, n] of counted) pipe.incrby(key, n);
  await pipe.exec();
  counted.clear();
}

const lost = new Map(views);
await store(lost); // rejects nothing
console.log(`stored, as it seems: ${lost.size} left to store`);
// #endregion silent

// #region kept
/** Adds what was counted, and keeps what was refused. */
async function storeOrKeep(counted: Map<string, number>) {
  const entries = [...counted];
  const pipe = redis.pipeline();
  for (const [key, n] of entries) pipe.incrby(key, n);
  const slots = await pipe.exec();
  for (const [i, [key]] of entries.entries()) {
    const [error] = slots?.[i] ?? [new Error('was not piped')];
    if (error) console.log(`${key}: ${error.message}`);
    else counted.delete(key);
  }
}

await storeOrKeep(views);
console.log('left to store:', [...views]);
// #endregion kept

// #region not-piped
const pipe = redis.pipeline();
for (const tea of ['sencha', 'assam', 'mate'])
  await redis.set(`price:${tea}`, '4.20'); // redis, and not pipe
const slots = (await pipe.exec()) ?? [];
console.log('slots:', slots);
console.log(
  'all well:',
  slots.every(([error]) => !error),
);
// #endregion not-piped

await redis.quit();
