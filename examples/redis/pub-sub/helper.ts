import { EventEmitter, on } from 'node:events';
import { Redis } from 'ioredis';

/** One channel: publish to it, or listen to it. */
export class RedisHelper {
  readonly channel: string;
  readonly redis = new Redis(
    process.env.REDIS_URL ?? 'redis://localhost:6379',
  );

  constructor(channel: string) {
    this.channel = channel;
    // ioredis reconnects by itself; say so instead of crashing.
    this.redis.on('error', (error) => console.error(error.message));
  }

  // #region publish
  /** Resolves to the number of subscribers that Redis sent it to. */
  publish(message: string): Promise<number> {
    return this.redis.publish(this.channel, message);
  }
  // #endregion publish

  // #region subscribe
  /**
   * Resolves once Redis has confirmed the subscription, to all the
   * messages from then on, each as [channel, message].
   */
  async subscribe(): Promise<AsyncIterable<string[]>> {
    // on(this.redis, 'message') would throw at a lost connection,
    // although ioredis connects and subscribes again.
    const heard = new EventEmitter();
    this.redis.on('message', (...of) => heard.emit('message', ...of));
    const messages = on(heard, 'message');
    await this.redis.subscribe(this.channel);
    return messages;
  }
  // #endregion subscribe

  async close() {
    await this.redis.quit();
  }
}
