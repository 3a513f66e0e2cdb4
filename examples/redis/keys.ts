/**
 * What each of the key commands answers.
 *
 * @title The key commands
 * @task store, find and delete keys, and ask for their type
 * @uses redis
 * @tags SET, GET, EXISTS, TYPE, KEYS, DEL, pattern, WRONGTYPE
 */
import { Redis } from 'ioredis';

const redis = new Redis(
  process.env.REDIS_URL ?? 'redis://localhost:6379',
);

// #region set-and-get
console.log('SET:', await redis.set('session:ada', 'Ada'));
console.log('SET:', await redis.set('session:bob', 'Bob'));
console.log('GET session:ada:', await redis.get('session:ada'));
// That was a value. It is no key.
console.log('GET Ada:', await redis.get('Ada'));
// #endregion set-and-get

// #region exists
const found = await redis.exists(
  'session:ada',
  'session:ada',
  'session:eve',
);
console.log('EXISTS ada ada eve:', found);
// #endregion exists

// #region case
console.log('gEt:', await redis.call('gEt', 'session:ada'));
console.log('GET Session:Ada:', await redis.get('Session:Ada'));
// #endregion case

// #region type
await redis.rpush('queue:mail', 'welcome Ada');
console.log('TYPE session:ada:', await redis.type('session:ada'));
console.log('TYPE queue:mail:', await redis.type('queue:mail'));
try {
  await redis.get('queue:mail');
} catch (error) {
  console.log('GET queue:mail:', (error as Error).message);
}
// #endregion type

// #region patterns
await redis.set('session:*', 'a star in its name');
const patterns = ['session:*', 'session:?', 'session:[a-c]*'];
for (const pattern of [...patterns, 'session:\\*']) {
  const keys = await redis.keys(pattern);
  console.log(`KEYS ${pattern}:`, keys.sort().join(' '));
}
// #endregion patterns

// #region del
const deleted = await redis.del(
  'session:ada',
  'session:bob',
  'session:eve',
);
console.log('DEL ada bob eve:', deleted);
console.log('TYPE session:ada:', await redis.type('session:ada'));
// #endregion del

await redis.quit();
