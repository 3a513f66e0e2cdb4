/**
 * Ada pays only what she has. WATCH refuses a payment that was decided
 * on an old balance; a script decides in Redis.
 *
 * @title Read, decide, write
 * @task read, decide and write with nobody in between
 * @task decide on the server, in a script
 * @uses redis
 * @tags WATCH, UNWATCH, null, optimistic locking, EVAL, Lua, script
 */
import { Redis } from 'ioredis';

const url = process.env.REDIS_URL ?? 'redis://localhost:6379';
const phone = new Redis(url);
const laptop = new Redis(url);
await phone.mset({ 'balance:ada': 100, 'balance:grace': 0 });

// #region watch
await phone.watch('balance:ada');
const seen = Number(await phone.get('balance:ada'));
console.log('the phone has read', seen);

// Meanwhile she spends 90 on her laptop.
await laptop.decrby('balance:ada', 90);

const paid = await phone
  .multi()
  .decrby('balance:ada', 30)
  .incrby('balance:grace', 30)
  .exec();
console.log('paid on the phone:', paid);
// #endregion watch

// #region again
await phone.watch('balance:ada');
const left = Number(await phone.get('balance:ada'));
if (left < 30) {
  await phone.unwatch();
  console.log(`not paid: ${left} is not enough`);
}
// #endregion again

// #region script
const PAY = `
  local left = tonumber(redis.call('GET', KEYS[1]) or 0)
  if left < tonumber(ARGV[1]) then return 0 end
  redis.call('DECRBY', KEYS[1], ARGV[1])
  redis.call('INCRBY', KEYS[2], ARGV[1])
  return 1
`;
for (const n of [30, 10]) {
  const keys = ['balance:ada', 'balance:grace'];
  const done = await phone.eval(PAY, keys.length, ...keys, n);
  console.log(`the script for ${n}: ${done}`);
}
console.log(await phone.mget('balance:ada', 'balance:grace'));
// #endregion script

// #region no-rollback
await phone.mset({ 'balance:ada': 100, 'balance:grace': 0 });
await phone.rpush('balance:linus', '+5', '-3'); // in the way
try {
  await phone.eval(PAY, 2, 'balance:ada', 'balance:linus', 30);
} catch (error) {
  console.log('to Linus:', (error as Error).message.slice(0, 9));
}
console.log('Ada has', await phone.get('balance:ada'));
// #endregion no-rollback

await Promise.all([phone.quit(), laptop.quit()]);
