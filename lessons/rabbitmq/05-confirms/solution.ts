import { randomUUID } from 'node:crypto';
import type { ChannelModel, Message } from 'amqplib';

export interface Publisher {
  /**
   * Sends a persistent message to a queue. Resolves when RabbitMQ
   * has it there.
   *
   * Rejects when no queue took it, with RabbitMQ's reply text in the
   * message of the error; when RabbitMQ refused it; and when the
   * channel or the connection ends before RabbitMQ has said anything.
   */
  publish(queue: string, content: string): Promise<void>;
}

/** What comes with `return`; amqplib's own type lacks the reply. */
export interface Returned extends Message {
  fields: Message['fields'] & { replyText: string };
}

/** Opens a publisher, on a channel of its own. */
export async function openPublisher(
  connection: ChannelModel,
): Promise<Publisher> {
  const channel = await connection.createConfirmChannel();
  channel.on('error', (error) => console.error(error.message));
  /** Why messages came back, by their ids. */
  const returned = new Map<string, string>();
  channel.on('return', ({ properties, fields }: Returned) => {
    returned.set(properties.messageId, fields.replyText);
  });

  return {
    publish: (queue, content) =>
      new Promise<void>((resolve, reject) => {
        const messageId = randomUUID();
        const options = {
          persistent: true,
          mandatory: true,
          messageId,
        };
        const bytes = Buffer.from(content);
        channel.sendToQueue(queue, bytes, options, (failed) => {
          // RabbitMQ sends a message back before it confirms it.
          const reply = returned.get(messageId);
          returned.delete(messageId);
          if (failed) reject(failed);
          else if (reply) reject(new Error(`to ${queue}: ${reply}`));
          else resolve();
        });
      }),
  };
}
