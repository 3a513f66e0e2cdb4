/**
 * Two processes count visits by get and set, and then by incr.
 *
 * @title Count without losing any
 * @task count without losing any
 * @task create a counter that expires
 * @uses memcached
 * @tags incr, decr, add, counter, lost update, overflow
 */
import { openClient } from './client/client.ts';
import { Refused } from './client/errors.ts';

const servers = process.env.MEMCACHE_SERVERS ?? 'localhost:11211';
// A connection each, as two processes would have.
const one = openClient(servers);
const two = openClient(servers);

// #region get-and-set
await one.set('visits', 0);
for (let round = 1; round <= 5; round += 1) {
  const readByOne = Number(await one.get('visits'));
  const readByTwo = Number(await two.get('visits'));
  await one.set('visits', readByOne + 1);
  await two.set('visits', readByTwo + 1);
}
console.log('by get and set:', await one.get('visits'));
// #endregion get-and-set

// #region incr
await one.set('visits', 0);
for (let round = 1; round <= 5; round += 1) {
  await one.incr('visits');
  await two.incr('visits');
}
console.log('by incr:', await one.get('visits'));
// #endregion incr

// #region create
const may = 'visits:may';
const hour = { expires: 3600 };
console.log('no counter:', await one.incr(may));
console.log('one adds:', await one.add(may, 0, hour));
console.log('one counts:', await one.incr(may));
console.log('two adds:', await two.add(may, 0, hour));
console.log('two counts:', await two.incr(may));
// #endregion create

// #region floor
await one.set('left', '10');
console.log('10 - 1:', await one.decr('left'));
console.log('read back:', JSON.stringify(await one.get('left')));
console.log('9 - 100:', await one.decr('left', 100));
// #endregion floor

// #region wrap
await one.set('served', 2n ** 64n - 1n);
console.log('2^64 - 1 + 1:', await one.incr('served'));
// #endregion wrap

// #region no-number
await one.set('user', 'Ada');
await one.incr('user').catch((error: unknown) => {
  if (!(error instanceof Refused)) throw error;
  console.log(error.message);
});
// #endregion no-number

await one.disconnectAll();
await two.disconnectAll();
