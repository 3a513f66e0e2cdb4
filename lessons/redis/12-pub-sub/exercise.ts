import type { Redis } from 'ioredis';

/**
 * Publishes to a channel. Resolves to the number of subscribers that
 * Redis sent the message to: 0 means that it is gone.
 */
export async function publish(
  redis: Redis,
  channel: string,
  message: string,
): Promise<number> {
  throw new Error(
    `Begin here: publish ${JSON.stringify(message)} on ${channel} of ${redis.options.host}.`,
  );
}

/**
 * Listens to one channel, on a connection of its own. Resolves when
 * Redis has confirmed the subscription: whatever is published after
 * that is heard.
 *
 * Resolves to `stop`, which ends the listening and closes the
 * connection.
 */
export async function listen(
  url: string,
  channel: string,
  onMessage: (message: string) => void,
): Promise<() => Promise<void>> {
  throw new Error(
    `Then here: subscribe to ${channel} at ${url} and pass each message to ${onMessage.name}.`,
  );
}
