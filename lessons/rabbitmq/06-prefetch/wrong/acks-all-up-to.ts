// Fails: acks the job that is done, and none before it
// One ack for many is cheaper, and it is for jobs that are not done yet.
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
    channel.ack(job, true);
  }

  await channel.prefetch(prefetch);
  const { consumerTag } = await channel.consume(queue, (job) => {
    if (!job) return;
    const taken = take(job).finally(() => inHand.delete(taken));
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
