/**
 * Comes when the producer has gone, and takes four messages.
 *
 * @pane receive
 * @after send: sent 3 messages, and hung up
 */
import { connect } from 'amqplib';

const connection = await connect(
  process.env.AMQP_URL ?? 'amqp://localhost:5672',
  { noDelay: true },
);
connection.on('error', (error) => console.error(error.message));
const channel = await connection.createChannel();
channel.on('error', (error) => console.error(error.message));

// #region declare
const queue = await channel.assertQueue('hello', { durable: true });
console.log(`${queue.messageCount} messages in ${queue.queue}`);
// #endregion declare

let received = 0;
const done = Promise.withResolvers<void>();
// #region consume
await channel.consume(
  'hello',
  (message) => {
    if (!message) return; // The queue was deleted.
    console.log(message.content.toString());
    channel.ack(message);
    received++;
    if (received === 3) console.log('waiting for the next');
    if (received === 4) done.resolve();
  },
  { consumerTag: 'receive' },
);
// #endregion consume

// #region end
await done.promise;
await channel.close();
await connection.close();
// #endregion end
