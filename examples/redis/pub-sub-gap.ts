/**
 * A subscriber loses its connection for a moment, and a message for
 * good.
 *
 * @title A message that is published while the subscriber reconnects
 * @uses redis
 * @tags subscribe, reconnect, at most once
 */
import { once } from 'node:events';
import { Redis } from 'ioredis';

const url = process.env.REDIS_URL ?? 'redis://localhost:6379';
const publisher = new Redis(url);
const subscriber = new Redis(url, { retryStrategy: () => 50 });

const heard: string[] = [];
subscriber.on('message', (_channel, message) => heard.push(message));
await subscriber.subscribe('monitoring');

const before = await publisher.publish('monitoring', 'disk 91%');
console.log(`published "disk 91%" to ${before} subscriber`);

// #region cut
// Redis closes every subscriber's connection, as a restarted load
// balancer would, and the next message comes right behind.
const reconnected = once(subscriber, 'ready');
const replies = await publisher
  .multi()
  .call('CLIENT', 'KILL', 'TYPE', 'pubsub')
  .publish('monitoring', 'disk 97%')
  .exec();
const missed = replies?.[1]?.[1];
console.log(`published "disk 97%" to ${missed} subscribers`);
// #endregion cut

// #region back
// ioredis reconnects and subscribes again by itself. The ping is
// answered after that, because it goes over the same connection.
await reconnected;
await subscriber.ping();
const after = await publisher.publish('monitoring', 'disk 99%');
console.log(`published "disk 99%" to ${after} subscriber`);
// #endregion back

await subscriber.unsubscribe('monitoring');
console.log(`heard ${heard.join(', ')}`);
await Promise.all([subscriber.quit(), publisher.quit()]);
