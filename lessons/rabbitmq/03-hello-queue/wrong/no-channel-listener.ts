// Fails: says that auto_delete differs
// Listens for errors of the connection only: a refusal ends it.
import { connect, type Channel } from 'amqplib';

const PRECONDITION_FAILED = 406;

async function declare(channel: Channel, queue: string) {
  try {
    await channel.assertQueue(queue, { durable: true });
  } catch (error) {
    const { code, message } = error as Error & { code?: number };
    const argument = /inequivalent arg '(.+?)'/.exec(message)?.[1];
    if (code !== PRECONDITION_FAILED || !argument) throw error;
    throw new Error(`"${queue}" is there with another ${argument}`, {
      cause: error,
    });
  }
}

async function withQueue<Result>(
  url: string,
  queue: string,
  work: (channel: Channel) => Result | Promise<Result>,
): Promise<Result> {
  const connection = await connect(url, { noDelay: true });
  connection.on('error', (error) => console.error(error.message));
  try {
    const channel = await connection.createChannel();
    await declare(channel, queue);
    const result = await work(channel);
    await channel.close();
    return result;
  } finally {
    await connection.close();
  }
}

export function send(
  url: string,
  queue: string,
  texts: string[],
): Promise<void> {
  return withQueue(url, queue, (channel) => {
    for (const text of texts) {
      const options = { persistent: true };
      channel.sendToQueue(queue, Buffer.from(text), options);
    }
  });
}

export function receive(
  url: string,
  queue: string,
  count: number,
): Promise<string[]> {
  return withQueue(url, queue, async (channel) => {
    const texts: string[] = [];
    const all = Promise.withResolvers<void>();
    await channel.prefetch(count);
    await channel.consume(queue, (message) => {
      if (!message)
        return all.reject(new Error(`${queue} was deleted`));
      if (texts.length === count) return;
      texts.push(message.content.toString());
      channel.ack(message);
      if (texts.length === count) all.resolve();
    });
    await all.promise;
    return texts;
  });
}
