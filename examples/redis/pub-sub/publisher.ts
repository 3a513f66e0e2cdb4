/**
 * Publishes to a subscriber that is there.
 *
 * @title A publisher, a subscriber, and one who spoke too early
 * @task broadcast a message to whoever listens
 * @uses redis
 * @tags publish, subscribe, channel, broadcast
 * @pane publisher
 * @after subscriber: listening
 */
import { RedisHelper } from './helper.ts';

const radio = new RedisHelper('monitoring');
// #region publish
for (const message of ['disk 92%', 'disk 97%', 'off air']) {
  const receivers = await radio.publish(message);
  console.log(`published "${message}", receivers: ${receivers}`);
}
// #endregion publish
await radio.close();
