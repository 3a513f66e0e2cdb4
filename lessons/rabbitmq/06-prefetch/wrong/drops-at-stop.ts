// Fails: lets the jobs in hand end
// The consumer is cancelled, so all is quiet: but three are at work.
import type { Channel, ConsumeMessage } from 'amqplib';
import type { Work } from '../exercise.ts';

export async function work(
  channel: Channel,
  queue: string,
  { prefetch, perform }: Work,
) {
  async function take(job: ConsumeMessage) {
    await perform(job.content.toString());
    channel.ack(job);
  }

  await channel.prefetch(prefetch);
  const { consumerTag } = await channel.consume(queue, (job) => {
    if (job) take(job).catch((error) => console.error(error.message));
  });

  return {
    async stop() {
      await channel.cancel(consumerTag);
      await channel.close();
    },
  };
}
