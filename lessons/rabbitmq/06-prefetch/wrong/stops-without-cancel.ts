// Fails: takes no further job
// Waits until nothing is in hand. Each ack brings the next job.
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

  await channel.prefetch(prefetch);
  await channel.consume(queue, (job) => {
    if (!job) return;
    const taken = take(job).finally(() => inHand.delete(taken));
    inHand.add(taken);
  });

  return {
    async stop() {
      while (inHand.size > 0) await Promise.all(inHand);
      await channel.close();
    },
  };
}
