import type { Channel, ChannelModel } from 'amqplib';

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
  throw new Error(
    `Begin here: open a channel on the ${connection.constructor.name}, ` +
      `take one job of "${queue}" at a time, and ack it when ` +
      `${perform.name || 'perform'} has resolved.`,
  );
}
