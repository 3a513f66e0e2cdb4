// Fails: rejects what RabbitMQ has not confirmed
// Listens for every ack and nack, and for nothing else: when the
// connection is lost, neither comes, and the promise stays as it is.
import { randomUUID } from 'node:crypto';
import type { ChannelModel } from 'amqplib';
import type { Returned } from '../exercise.ts';

interface Waiting {
  messageId: string;
  resolve: () => void;
  reject: (error: Error) => void;
}

export async function openPublisher(connection: ChannelModel) {
  const channel = await connection.createConfirmChannel();
  channel.on('error', (error) => console.error(error.message));
  const waiting = new Map<number, Waiting>();
  const returned = new Map<string, string>();
  let nextTag = 1;
  channel.on('return', ({ properties, fields }: Returned) => {
    returned.set(properties.messageId, fields.replyText);
  });

  function settle(
    answer: { deliveryTag: number; multiple: boolean },
    nack?: Error,
  ) {
    const tags = answer.multiple
      ? [...waiting.keys()].filter((tag) => tag <= answer.deliveryTag)
      : [answer.deliveryTag];
    for (const tag of tags) {
      const { messageId, resolve, reject } = waiting.get(tag)!;
      waiting.delete(tag);
      const reply = returned.get(messageId);
      if (nack) reject(nack);
      else if (reply) reject(new Error(reply));
      else resolve();
    }
  }
  channel.on('ack', (answer) => settle(answer));
  channel.on('nack', (answer) => settle(answer, new Error('refused')));

  return {
    publish: (queue: string, content: string) =>
      new Promise<void>((resolve, reject) => {
        const messageId = randomUUID();
        waiting.set(nextTag++, { messageId, resolve, reject });
        channel.sendToQueue(queue, Buffer.from(content), {
          persistent: true,
          mandatory: true,
          messageId,
        });
      }),
  };
}
