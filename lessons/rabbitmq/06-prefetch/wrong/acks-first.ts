// Fails: has three jobs in hand, and leaves seven to others
// What is acked does not count, so there is no limit to what is begun.
import type { Channel } from 'amqplib';
import type { Work } from '../exercise.ts';

export async function work(
  channel: Channel,
  queue: string,
  { prefetch, perform }: Work,
) {
  const inHand = new Set<Promise<void>>();
  await channel.prefetch(prefetch);
  const { consumerTag } = await channel.consume(queue, (job) => {
    if (!job) return;
    channel.ack(job);
    const taken = perform(job.content.toString()).finally(() =>
      inHand.delete(taken),
    );
    inHand.add(taken);
  });

  return {
    async stop() {
      await channel.cancel(consumerTag);
      await Promise.all(inHand);
      await channel.close();
    },
  };
}
