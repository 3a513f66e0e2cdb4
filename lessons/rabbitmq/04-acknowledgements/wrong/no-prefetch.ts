// Fails: takes one job at a time
// Acks rightly, but without a limit RabbitMQ pushes all at once.
import type { ChannelModel, ConsumeMessage } from 'amqplib';

export async function startWorker(
  connection: ChannelModel,
  queue: string,
  perform: (job: string) => Promise<void>,
) {
  const channel = await connection.createChannel();

  async function work(job: ConsumeMessage) {
    try {
      await perform(job.content.toString());
    } catch {
      channel.nack(job, false, !job.fields.redelivered);
      return;
    }
    channel.ack(job);
  }

  await channel.consume(queue, (job) => {
    if (job) work(job).catch((error) => console.error(error.message));
  });
  return channel;
}
