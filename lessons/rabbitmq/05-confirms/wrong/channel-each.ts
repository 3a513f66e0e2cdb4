// Fails: sends nothing else for a message
// A channel for each message cannot mix two up. It costs three round trips.
import type { ChannelModel } from 'amqplib';
import type { Returned } from '../exercise.ts';

export async function openPublisher(connection: ChannelModel) {
  return {
    async publish(queue: string, content: string) {
      const channel = await connection.createConfirmChannel();
      let reply: string | undefined;
      channel.on('return', ({ fields }: Returned) => {
        reply = fields.replyText;
      });
      channel.sendToQueue(queue, Buffer.from(content), {
        persistent: true,
        mandatory: true,
      });
      await channel.waitForConfirms();
      await channel.close();
      if (reply) throw new Error(reply);
    },
  };
}
