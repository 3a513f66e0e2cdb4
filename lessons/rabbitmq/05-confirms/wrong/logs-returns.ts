// Fails: rejects with the reply text when there is no such queue
// What came back is logged, and its publisher is told that all is well.
import type { ChannelModel } from 'amqplib';
import type { Returned } from '../exercise.ts';

export async function openPublisher(connection: ChannelModel) {
  const channel = await connection.createConfirmChannel();
  channel.on('error', (error) => console.error(error.message));
  channel.on('return', ({ fields }: Returned) =>
    console.error(`${fields.routingKey}: ${fields.replyText}`),
  );
  return {
    publish: (queue: string, content: string) =>
      new Promise<void>((resolve, reject) => {
        const options = { persistent: true, mandatory: true };
        const bytes = Buffer.from(content);
        channel.sendToQueue(queue, bytes, options, (failed) =>
          failed ? reject(failed) : resolve(),
        );
      }),
  };
}
