// Fails: gives up a job that fails twice
// Puts a failed job back each time: it is first in the queue again.
import type { ChannelModel, ConsumeMessage } from 'amqplib';

export async function startWorker(
  connection: ChannelModel,
  queue: string,
  perform: (job: string) => Promise<void>,
) {
  const channel = await connection.createChannel();
  await channel.prefetch(1);

  async function work(job: ConsumeMessage) {
    try {
      await perform(job.content.toString());
    } catch {
      channel.nack(job);
      return;
    }
    channel.ack(job);
  }

  await channel.consume(queue, (job) => {
    if (job) work(job).catch((error) => console.error(error.message));
  });
  return channel;
}
