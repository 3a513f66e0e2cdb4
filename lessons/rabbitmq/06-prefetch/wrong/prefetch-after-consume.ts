// Fails: has three jobs in hand, and leaves seven to others
// A prefetch is for consumers that are made after it.
import type { Channel, ConsumeMessage } from 'amqplib';
import type { Work } from '../exercise.ts';

export async function work(
  channel: Channel,
  queue: string,
  { prefetch, perform }: Work,
) {
  const inHand = new Set<Promise<void>>();

  async function take(job: ConsumeMessage) {
    await perform(job.content.toString());
    channel.ack(job);
  }

  const { consumerTag } = await channel.consume(queue, (job) => {
    if (!job) return;
    const taken = take(job).finally(() => inHand.delete(taken));
    inHand.add(taken);
  });
  await channel.prefetch(prefetch);

  return {
    async stop() {
      await channel.cancel(consumerTag);
      await Promise.all(inHand);
      await channel.close();
    },
  };
}
