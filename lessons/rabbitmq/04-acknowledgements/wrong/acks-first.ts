// Fails: keeps the job when the worker dies before its ack
// Acks on receipt, as if the ack said "I have it", and works after it.
import type { ChannelModel, ConsumeMessage } from 'amqplib';

export async function startWorker(
  connection: ChannelModel,
  queue: string,
  perform: (job: string) => Promise<void>,
) {
  const channel = await connection.createChannel();
  await channel.prefetch(1);

  async function work(job: ConsumeMessage) {
    channel.ack(job);
    await perform(job.content.toString());
  }

  await channel.consume(queue, (job) => {
    if (job) work(job).catch((error) => console.error(error.message));
  });
  return channel;
}
