/**
 * A publisher that speaks before anybody listens.
 *
 * @pane too-early
 */
import { RedisHelper } from './helper.ts';

const radio = new RedisHelper('monitoring');
// #region nobody-listens
const receivers = await radio.publish('disk 91%');
console.log(`published "disk 91%", receivers: ${receivers}`);
// #endregion nobody-listens
await radio.close();
console.log('gone');
