/**
 * Prints what it hears, until the publisher signs off.
 *
 * @pane subscriber
 * @after too-early: gone
 */
import { RedisHelper } from './helper.ts';

const radio = new RedisHelper('monitoring');
const messages = await radio.subscribe();
console.log('listening');

// #region listen
for await (const [channel, message] of messages) {
  console.log(`heard "${message}" on ${channel}`);
  if (message === 'off air') break;
}
// #endregion listen
await radio.close();
