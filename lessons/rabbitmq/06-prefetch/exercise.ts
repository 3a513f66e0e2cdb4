import type { Channel } from 'amqplib';

export interface Pool {
  /**
   * Takes no further job, lets those in hand end, and closes the
   * channel. Resolves when that is done.
   */
  stop(): Promise<void>;
}

export interface Work {
  /** Jobs in hand at a time, at most. */
  prefetch: number;
  /** Does one job. It sees to its errors itself, and never rejects. */
  perform: (job: string) => Promise<void>;
}

/**
 * Does the jobs of a queue, several at a time, and acks each when it is
 * done. The channel is the pool's from now on.
 *
 * Resolves when RabbitMQ has confirmed the consumer.
 */
export async function work(
  channel: Channel,
  queue: string,
  { prefetch, perform }: Work,
): Promise<Pool> {
  throw new Error(
    `Begin here: take at most ${prefetch} jobs of "${queue}" at a time from the ${channel.constructor.name}, and ack each when ${perform.name || 'perform'} has resolved.`,
  );
}
