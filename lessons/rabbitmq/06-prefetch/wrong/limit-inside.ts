// Fails: has three jobs in hand, and leaves seven to others
// Begins three at a time, and RabbitMQ knows nothing of it: the whole
// queue sits in this process, where no helper can reach it.
import type { Channel, ConsumeMessage } from 'amqplib';
import type { Work } from '../exercise.ts';

export async function work(
  channel: Channel,
  queue: string,
  { prefetch, perform }: Work,
) {
  const waiting: ConsumeMessage[] = [];
  const inHand = new Set<Promise<void>>();

  async function take(job: ConsumeMessage) {
    await perform(job.content.toString());
    channel.ack(job);
  }

  function begin() {
    while (inHand.size < prefetch && waiting.length > 0) {
      const taken = take(waiting.shift()!).finally(() => {
        inHand.delete(taken);
        begin();
      });
      inHand.add(taken);
    }
  }

  const { consumerTag } = await channel.consume(queue, (job) => {
    if (!job) return;
    waiting.push(job);
    begin();
  });

  return {
    async stop() {
      await channel.cancel(consumerTag);
      waiting.length = 0;
      await Promise.all(inHand);
      await channel.close();
    },
  };
}
