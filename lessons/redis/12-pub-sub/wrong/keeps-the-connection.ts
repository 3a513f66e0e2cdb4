// Fails: leaves no subscriber behind after stop
// Stops passing messages on, but Redis goes on sending them.
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
  await redis.subscribe(channel);
  return async () => {
    redis.removeAllListeners('message');
  };
}
