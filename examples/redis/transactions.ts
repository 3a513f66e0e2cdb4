/**
 * Ada pays Grace 30, in a transaction. Then two that fail: one before
 * it is run, and one in its middle.
 *
 * @title All or nothing, and what is left of it
 * @task change several keys together
 * @uses redis
 * @tags transaction, MULTI, EXEC, QUEUED, EXECABORT, rollback
 */
import { Redis } from 'ioredis';

const redis = new Redis(
  process.env.REDIS_URL ?? 'redis://localhost:6379',
);

/** Both balances, as Redis has them. */
async function show() {
  const [ada, grace] = await redis.mget('balance:ada', 'balance:grace');
  console.log(`Ada has ${ada}, Grace has ${grace}`);
}

// #region pay
await redis.mset({ 'balance:ada': 100, 'balance:grace': 0 });
const paid = await redis
  .multi()
  .decrby('balance:ada', 30)
  .incrby('balance:grace', 30)
  .exec();
console.log('paid:', paid);
await show();
// #endregion pay

// #region refused
// A typing error: INCRBY wants an amount as well.
try {
  await redis
    .multi()
    .decrby('balance:ada', 30)
    .call('INCRBY', 'balance:grace')
    .exec();
} catch (error) {
  console.log((error as Error).message);
}
await show();
// #endregion refused

// #region old-list
// What an earlier version left at Linus: no number, but a list.
await redis.rpush('balance:linus', '+5', '-3');
// #endregion old-list

// #region half
const half = await redis
  .multi()
  .decrby('balance:ada', 30)
  .incrby('balance:linus', 30)
  .exec();
// #endregion half

// #region look
for (const [error, result] of half ?? [])
  console.log(error ? error.message : result);
await show();
// #endregion look

await redis.quit();
