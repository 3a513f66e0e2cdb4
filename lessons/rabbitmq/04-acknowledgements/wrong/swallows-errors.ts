// Fails: tries a failed job once more
// Logs the error and acks: the queue looks healthy, the job is lost.
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
    } catch (error) {
      console.error((error as Error).message);
    }
    channel.ack(job);
  }

  await channel.consume(queue, (job) => {
    if (job) work(job).catch((error) => console.error(error.message));
  });
  return channel;
}
