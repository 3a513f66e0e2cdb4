// Fails: goes on with the next job after a failure
// A failed job is nacked, and then acked as well: two answers to one.
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
      channel.nack(job, false, !job.fields.redelivered);
    } finally {
      channel.ack(job);
    }
  }

  await channel.consume(queue, (job) => {
    if (job) work(job).catch((error) => console.error(error.message));
  });
  return channel;
}
