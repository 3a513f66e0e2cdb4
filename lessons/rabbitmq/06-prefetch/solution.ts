import type { Channel, ConsumeMessage } from 'amqplib';

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
  const inHand = new Set<Promise<void>>();

  async function take(job: ConsumeMessage) {
    await perform(job.content.toString());
    channel.ack(job);
  }

  await channel.prefetch(prefetch);
  const { consumerTag } = await channel.consume(queue, (job) => {
    if (!job) return; // The queue was deleted.
    const taken = take(job)
      // An ack throws when the channel was closed during the work.
      .catch((error) => console.error(error.message))
      .finally(() => inHand.delete(taken));
    inHand.add(taken);
  });

  return {
    async stop() {
      // What RabbitMQ sends until it has heard of this is in hand, too.
      await channel.cancel(consumerTag);
      await Promise.all(inHand);
      await channel.close();
    },
  };
}
