// Fails: removes a job from the queue when it is done
// Takes the end of the handler for an ack, as other libraries do.
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
    }
  }

  await channel.consume(queue, (job) => {
    if (job) work(job).catch((error) => console.error(error.message));
  });
  return channel;
}
