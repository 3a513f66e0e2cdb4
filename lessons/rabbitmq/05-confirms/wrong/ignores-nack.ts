// Fails: rejects when RabbitMQ says nack
// The callback came, so the message is there: its argument is not read.
import { randomUUID } from 'node:crypto';
import type { ChannelModel } from 'amqplib';
import type { Returned } from '../exercise.ts';

export async function openPublisher(connection: ChannelModel) {
  const channel = await connection.createConfirmChannel();
  channel.on('error', (error) => console.error(error.message));
  const returned = new Map<string, string>();
  channel.on('return', ({ properties, fields }: Returned) => {
    returned.set(properties.messageId, fields.replyText);
  });
  return {
    publish: (queue: string, content: string) =>
      new Promise<void>((resolve, reject) => {
        const messageId = randomUUID();
        const options = {
          persistent: true,
          mandatory: true,
          messageId,
        };
        channel.sendToQueue(
          queue,
          Buffer.from(content),
          options,
          () => {
            const reply = returned.get(messageId);
            if (reply) reject(new Error(reply));
            else resolve();
          },
        );
      }),
  };
}
