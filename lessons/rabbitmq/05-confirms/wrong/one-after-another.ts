// Fails: lets no message wait for another
// One variable is enough when only one message is on its way.
import type { ChannelModel } from 'amqplib';
import type { Returned } from '../exercise.ts';

export async function openPublisher(connection: ChannelModel) {
  const channel = await connection.createConfirmChannel();
  channel.on('error', (error) => console.error(error.message));
  let reply: string | undefined;
  channel.on('return', ({ fields }: Returned) => {
    reply = fields.replyText;
  });

  const send = (queue: string, content: string) =>
    new Promise<void>((resolve, reject) => {
      reply = undefined;
      const options = { persistent: true, mandatory: true };
      const bytes = Buffer.from(content);
      channel.sendToQueue(queue, bytes, options, (failed) => {
        if (failed) reject(failed);
        else if (reply) reject(new Error(reply));
        else resolve();
      });
    });

  let before: Promise<unknown> = Promise.resolve();
  return {
    publish(queue: string, content: string) {
      const sent = before.then(() => send(queue, content));
      before = sent.catch(() => {});
      return sent;
    },
  };
}
