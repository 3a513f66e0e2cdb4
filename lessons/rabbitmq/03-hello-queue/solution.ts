import { connect, type Channel } from 'amqplib';

/** The server's word for a queue that is there as something else. */
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

/** Does the work on a channel on which the queue is declared. */
async function withQueue<Result>(
  url: string,
  queue: string,
  work: (channel: Channel) => Result | Promise<Result>,
): Promise<Result> {
  const connection = await connect(url, { noDelay: true });
  connection.on('error', (error) => console.error(error.message));
  try {
    const channel = await connection.createChannel();
    // Without a listener an error of the channel ends the connection.
    // There is nothing to do here: the call that was refused rejects.
    channel.on('error', () => {});
    await declare(channel, queue);
    const result = await work(channel);
    // Answered behind all that the channel has sent.
    await channel.close();
    return result;
  } finally {
    await connection.close();
  }
}

/**
 * Sends texts to a durable queue, on a connection of its own.
 *
 * Declares the queue: it need not be there. Resolves when RabbitMQ has
 * all of the texts, as persistent messages, and the connection is
 * closed.
 *
 * Where a queue of that name was declared otherwise, it rejects with
 * an error that says which argument differs, and changes nothing:
 *
 *     "orders" is there with another auto_delete
 *
 * The `cause` of that error is RabbitMQ's own. The connection is
 * closed then too.
 */
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

/**
 * Takes so many texts from a durable queue, the oldest first, on a
 * connection of its own. Waits for those that are not there yet.
 *
 * Declares the queue: it need not be there. Resolves when these
 * messages are gone from the queue and the connection is closed. What
 * is behind them stays.
 *
 * Where a queue of that name was declared otherwise, it rejects as
 * `send` does.
 */
export function receive(
  url: string,
  queue: string,
  count: number,
): Promise<string[]> {
  return withQueue(url, queue, async (channel) => {
    const texts: string[] = [];
    const all = Promise.withResolvers<void>();
    // No more than are wanted: those behind them stay in the queue.
    await channel.prefetch(count);
    await channel.consume(queue, (message) => {
      if (!message)
        return all.reject(new Error(`${queue} was deleted`));
      if (texts.length === count) return;
      texts.push(message.content.toString());
      channel.ack(message);
      if (texts.length === count) all.resolve();
    });
    channel.on('close', () => all.reject(new Error('channel closed')));
    await all.promise;
    return texts;
  });
}
