// Fails: gives each of many at once its own answer
// waitForConfirms is for all that is out, whoever has sent it.
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
    async publish(queue: string, content: string) {
      const messageId = randomUUID();
      const options = { persistent: true, mandatory: true, messageId };
      channel.sendToQueue(queue, Buffer.from(content), options);
      await channel.waitForConfirms();
      const reply = returned.get(messageId);
      if (reply) throw new Error(reply);
    },
  };
}
