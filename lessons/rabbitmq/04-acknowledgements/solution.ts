import type { Channel, ChannelModel, ConsumeMessage } from 'amqplib';

/**
 * Does the jobs of a durable queue that exists already, one at a
 * time, on a channel of its own.
 *
 * A job stays in the queue until `perform` has resolved. When
 * `perform` rejects, the job goes back to be tried once more; a job
 * that came back already is given up, so that RabbitMQ moves it to
 * the dead letters of the queue.
 *
 * Resolves to the channel, when RabbitMQ has confirmed the consumer.
 */
export async function startWorker(
  connection: ChannelModel,
  queue: string,
  perform: (job: string) => Promise<void>,
): Promise<Channel> {
  const channel = await connection.createChannel();
  channel.on('error', (error) => console.error(error.message));
  await channel.prefetch(1);

  async function work(job: ConsumeMessage) {
    try {
      await perform(job.content.toString());
    } catch {
      const firstTry = !job.fields.redelivered;
      channel.nack(job, false, firstTry);
      return;
    }
    channel.ack(job);
  }

  await channel.consume(queue, (job) => {
    // An ack throws when the channel was closed during the work.
    if (job) work(job).catch((error) => console.error(error.message));
  });
  return channel;
}
