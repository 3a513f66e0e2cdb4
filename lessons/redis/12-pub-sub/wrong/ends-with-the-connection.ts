// Fails: hears again after its connection was lost
// on() of a client ends at the client's first error.
import { on } from 'node:events';
import { Redis } from 'ioredis';

export async function publish(
  redis: Redis,
  channel: string,
  message: string,
) {
  return redis.publish(channel, message);
}

export async function listen(
  url: string,
  channel: string,
  onMessage: (message: string) => void,
) {
  const redis = new Redis(url);
  const messages = on(redis, 'message');
  await redis.subscribe(channel);
  const pass = async () => {
    try {
      for await (const [, message] of messages)
        onMessage(message as string);
    } catch (error) {
      console.error(error);
    }
  };
  void pass();
  return async () => {
    await redis.unsubscribe(channel);
    await redis.quit();
  };
}
