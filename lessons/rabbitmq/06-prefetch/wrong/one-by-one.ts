// Fails: has three jobs in hand, and leaves seven to others
// Each job waits for the one before: three are in hand, and one is begun.
import type { Channel, ConsumeMessage } from 'amqplib';
import type { Work } from '../exercise.ts';

export async function work(
  channel: Channel,
  queue: string,
  { prefetch, perform }: Work,
) {
  let last: Promise<void> = Promise.resolve();

  async function take(job: ConsumeMessage) {
    await perform(job.content.toString());
    channel.ack(job);
  }

  await channel.prefetch(prefetch);
  const { consumerTag } = await channel.consume(queue, (job) => {
    if (job) last = last.then(() => take(job));
  });

  return {
    async stop() {
      await channel.cancel(consumerTag);
      await last;
      await channel.close();
    },
  };
}
