/**
 * A network fails after the server has done a command and before the
 * client has its reply. The program plays that network.
 *
 * @title A reply that is lost, and a command that comes twice
 * @uses redis
 * @tags reconnect, autoResendUnfulfilledCommands, at least once, retry
 */
import { once } from 'node:events';
import { Redis } from 'ioredis';

const url = process.env.REDIS_URL ?? 'redis://localhost:6379';
const shop = new Redis(url, { retryStrategy: () => 50 });
const kitchen = new Redis(url);
for (const each of [shop, kitchen])
  each.on('error', (error) => console.error(error.message));
await shop.ping();

// #region order
// What comes from the server is not read from here on.
shop.stream.pause();
const placed = shop.rpush('orders', 'one tea for Ada');

const [, first] = (await kitchen.blpop('orders', 0)) ?? [];
console.log('the kitchen makes:', first);
// #endregion order

// #region lost
// The server has done it, and its reply gets no further.
shop.stream.destroy();
await once(shop, 'ready');
console.log('RPUSH:', await placed);
// #endregion lost

// #region twice
const [, second] = (await kitchen.blpop('orders', 0)) ?? [];
console.log('the kitchen makes:', second);
// #endregion twice

await Promise.all([shop.quit(), kitchen.quit()]);
