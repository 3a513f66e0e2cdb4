// Fails: hears a message that is published as soon as listen resolves
// Sends SUBSCRIBE but does not wait for Redis to confirm it.
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
  redis.on('message', (_channel, message) => onMessage(message));
  void redis.subscribe(channel);
  return async () => {
    await redis.quit();
  };
}
