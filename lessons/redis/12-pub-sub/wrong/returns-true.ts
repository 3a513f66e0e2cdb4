// Fails: tells how many subscribers a message was sent to
// The old article's helper: publish says True, whoever listens.
import { Redis } from 'ioredis';

export async function publish(
  redis: Redis,
  channel: string,
  message: string,
) {
  await redis.publish(channel, message);
  return true;
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
    await redis.quit();
  };
}
