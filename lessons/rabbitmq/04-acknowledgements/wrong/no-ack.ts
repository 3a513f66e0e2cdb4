// Fails: keeps the job when the worker dies before its ack
// noAck: true looks like "I need not ack"; it says "delivered is done".
import type { ChannelModel } from 'amqplib';

export async function startWorker(
  connection: ChannelModel,
  queue: string,
  perform: (job: string) => Promise<void>,
) {
  const channel = await connection.createChannel();
  await channel.prefetch(1);
  await channel.consume(
    queue,
    (job) => {
      if (job) perform(job.content.toString()).catch(console.error);
    },
    { noAck: true },
  );
  return channel;
}
