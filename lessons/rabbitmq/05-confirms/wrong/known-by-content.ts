// Fails: takes the same order when the queue is there
// Knows a message by its queue and its content.
import type { ChannelModel } from 'amqplib';
import type { Returned } from '../exercise.ts';

export async function openPublisher(connection: ChannelModel) {
  const channel = await connection.createConfirmChannel();
  channel.on('error', (error) => console.error(error.message));
  const returned = new Map<string, string>();
  channel.on('return', ({ content, fields }: Returned) => {
    returned.set(`${fields.routingKey} ${content}`, fields.replyText);
  });
  return {
    publish: (queue: string, content: string) =>
      new Promise<void>((resolve, reject) => {
        const options = { persistent: true, mandatory: true };
        const bytes = Buffer.from(content);
        channel.sendToQueue(queue, bytes, options, (failed) => {
          const reply = returned.get(`${queue} ${content}`);
          if (failed) reject(failed);
          else if (reply) reject(new Error(reply));
          else resolve();
        });
      }),
  };
}
