/**
 * Sends one more, to a consumer that is there already.
 *
 * @pane send-later
 * @after receive: waiting for the next
 */
import { connect } from 'amqplib';

const connection = await connect(
  process.env.AMQP_URL ?? 'amqp://localhost:5672',
  { noDelay: true },
);
connection.on('error', (error) => console.error(error.message));
const channel = await connection.createChannel();
channel.on('error', (error) => console.error(error.message));

const queue = await channel.assertQueue('hello', { durable: true });
console.log(`${queue.consumerCount} consumer waits`);
// #region send
channel.sendToQueue('hello', Buffer.from('Hello Dee'), {
  persistent: true,
});
// #endregion send

await channel.close();
await connection.close();
