/**
 * Sends three invoices, and ends when RabbitMQ has them.
 *
 * @title A worker dies in the middle of a job
 * @task work that survives its worker
 * @uses rabbitmq
 * @tags ack, unacked, redelivered, prefetch, work queue
 * @pane producer
 */
import { connect } from 'amqplib';

const connection = await connect(
  process.env.AMQP_URL ?? 'amqp://localhost:5672',
  { noDelay: true },
);
connection.on('error', (error) => console.error(error.message));
const channel = await connection.createConfirmChannel();
channel.on('error', (error) => console.error(error.message));

// #region send
await channel.assertQueue('invoices', { durable: true });
for (const invoice of ['invoice-1', 'invoice-2', 'invoice-3']) {
  const options = { persistent: true };
  channel.sendToQueue('invoices', Buffer.from(invoice), options);
}
await channel.waitForConfirms();
console.log('sent 3 invoices');
// #endregion send

await connection.close();
