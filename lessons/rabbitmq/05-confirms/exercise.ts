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
  throw new Error(
    `Begin here: open a confirm channel on the ${connection.constructor.name}, and let publish resolve in the callback of channel.sendToQueue.`,
  );
}
