// Fails: waits for what RabbitMQ says
// Takes what sendToQueue returns for an answer. It is about a buffer.
import type { ChannelModel } from 'amqplib';

export async function openPublisher(connection: ChannelModel) {
  const channel = await connection.createChannel();
  channel.on('error', (error) => console.error(error.message));
  return {
    async publish(queue: string, content: string) {
      const options = { persistent: true, mandatory: true };
      const sent = channel.sendToQueue(
        queue,
        Buffer.from(content),
        options,
      );
      if (!sent)
        await new Promise((free) => channel.once('drain', free));
    },
  };
}
