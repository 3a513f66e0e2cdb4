// Fails: keeps the job when the worker dies before its ack
// The ack stands below the work, and still comes first: no await.
import type { ChannelModel } from 'amqplib';

export async function startWorker(
  connection: ChannelModel,
  queue: string,
  perform: (job: string) => Promise<void>,
) {
  const channel = await connection.createChannel();
  await channel.prefetch(1);
  await channel.consume(queue, (job) => {
    if (!job) return;
    perform(job.content.toString()).catch(() =>
      console.error('a job failed'),
    );
    channel.ack(job);
  });
  return channel;
}
