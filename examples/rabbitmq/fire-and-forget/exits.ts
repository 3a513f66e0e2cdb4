/**
 * A script at night: publishes a hundred orders, and exits.
 *
 * @title Published, and never sent
 * @uses rabbitmq
 * @tags lost message, process.exit, connection.close, plain channel
 * @pane exits
 */
import { connect } from 'amqplib';

const connection = await connect(
  process.env.AMQP_URL ?? 'amqp://localhost:5672',
  { noDelay: true },
);
connection.on('error', (error) => console.error(error.message));
const channel = await connection.createChannel();
channel.on('error', (error) => console.error(error.message));
await channel.assertQueue('orders-1', { durable: true });

// #region exit
for (let order = 1; order <= 100; order++) {
  const content = Buffer.from(`order-${order}`);
  channel.sendToQueue('orders-1', content, { persistent: true });
}
console.log('published 100 orders');
process.exit(0);
// #endregion exit
