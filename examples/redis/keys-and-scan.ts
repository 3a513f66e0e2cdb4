/**
 * One cart among a thousand sessions, found by KEYS and by SCAN, while
 * MONITOR tells what the server is asked.
 *
 * @title KEYS against SCAN, on MONITOR
 * @task find keys by a pattern without blocking the server
 * @uses redis
 * @tags KEYS, SCAN, MATCH, COUNT, cursor, MONITOR
 */
import { on, once } from 'node:events';
import { Redis } from 'ioredis';

const redis = new Redis(
  process.env.REDIS_URL ?? 'redis://localhost:6379',
);

// #region fill
const sessions = Array.from({ length: 1000 }, (_, i) => `session:${i}`);
await redis.mset(sessions.flatMap((key) => [key, 'signed in']));
await redis.set('cart:ada', 'tea');
// #endregion fill

// #region monitor
// A second connection, to which Redis repeats every command.
const monitor = await redis.monitor();
const monitored = on(monitor, 'monitor');
// #endregion monitor

// #region keys
console.log('KEYS found', await redis.keys('cart:*'));
// #endregion keys

// #region scan
const found = new Set<string>();
let replies = 0;
let empty = 0;
let cursor = '0';
do {
  const [next, keys] = await redis.scan(
    cursor,
    'MATCH',
    'cart:*',
    'COUNT',
    100,
  );
  for (const key of keys) found.add(key);
  replies += 1;
  if (keys.length === 0) empty += 1;
  cursor = next;
} while (cursor !== '0');
// #endregion scan
console.log('SCAN found', [...found]);
console.log(`~ in ${replies} replies, of which ${empty} were empty`);
console.log('replies with keys:', replies - empty);

// #region seen
await redis.echo('that was all');
const seen = { keys: 0, scan: 0 };
for await (const [, [command]] of monitored) {
  if (command === 'keys') seen.keys += 1;
  if (command === 'scan') seen.scan += 1;
  if (command === 'echo') break;
}
console.log(`MONITOR saw KEYS ${seen.keys} time`);
console.log(`~ and SCAN ${seen.scan} times`);
// #endregion seen

monitor.disconnect();
await once(monitor, 'end'); // what follows is not told any more

// #region unlink
console.log('UNLINK removed', await redis.unlink(sessions));
// #endregion unlink
await redis.quit();
