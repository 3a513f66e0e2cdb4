/**
 * A shop has one connection, and somebody waits for a job on it.
 *
 * @title Everybody behind BLPOP waits
 * @uses redis
 * @tags BLPOP, blocking, head of line, shared connection
 */
import { Redis } from 'ioredis';

const url = process.env.REDIS_URL ?? 'redis://localhost:6379';
const shop = new Redis(url);
const other = new Redis(url);
for (const each of [shop, other])
  each.on('error', (error) => console.error(error.message));

await other.set('price:tea', '4.20');
await shop.ping();

// #region wait
const answered: string[] = [];
const job = shop.blpop('jobs', 0).then(() => answered.push('BLPOP'));
const price = shop.get('price:tea').then(() => answered.push('GET'));
// #endregion wait

// #region elsewhere
// Redis has time: on another connection it answers.
console.log('GET elsewhere:', await other.get('price:tea'));
console.log('answered on the shared one:', answered);
// #endregion elsewhere

// #region job
await other.rpush('jobs', 'mail to Ada');
await Promise.all([job, price]);
console.log('after the job:', answered);
// #endregion job

await other.del('price:tea');
await Promise.all([shop.quit(), other.quit()]);
