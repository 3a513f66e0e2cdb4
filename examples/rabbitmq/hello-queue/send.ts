/**
 * Sends three greetings, closes its connection, and ends.
 *
 * @title A producer and a consumer
 * @task send messages to a consumer that comes later
 * @uses rabbitmq
 * @tags producer, consumer, queue.declare, durable, persistent
 * @pane send
 */
import { connect } from 'amqplib';

// #region connect
const connection = await connect(
  process.env.AMQP_URL ?? 'amqp://localhost:5672',
  { noDelay: true },
);
connection.on('error', (error) => console.error(error.message));
const channel = await connection.createChannel();
channel.on('error', (error) => console.error(error.message));
// #endregion connect

// #region declare
const queue = await channel.assertQueue('hello', { durable: true });
console.log(`${queue.messageCount} messages in ${queue.queue}`);
// #endregion declare

// #region send
for (const text of ['Hello Ada', 'Hello Bob', 'Hello Cy']) {
  const options = { persistent: true };
  channel.sendToQueue('hello', Buffer.from(text), options);
}
// #endregion send

// #region close
// RabbitMQ answers this behind all that the channel has sent.
await channel.close();
await connection.close();
console.log('sent 3 messages, and hung up');
// #endregion close
