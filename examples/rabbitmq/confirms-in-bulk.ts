/**
 * Fifty invoices: a wait for each confirm, or one for all.
 *
 * @title Fifty confirms, one by one and together
 * @task send many messages and wait for all confirms at once
 * @uses rabbitmq
 * @tags publisher confirms, waitForConfirms, multiple, round trips
 */
import { connect } from 'amqplib';

const connection = await connect(
  process.env.AMQP_URL ?? 'amqp://localhost:5672',
  { noDelay: true },
);
connection.on('error', (error) => console.error(error.message));
const channel = await connection.createConfirmChannel();
channel.on('error', (error) => console.error(error.message));
await channel.assertQueue('invoices', { durable: true });

const invoices = Array.from(
  { length: 50 },
  (_, i) => `invoice-${i + 1}`,
);
const options = { persistent: true };
const send = (invoice: string) =>
  channel.sendToQueue('invoices', Buffer.from(invoice), options);
const since = (began: number) => Math.round(performance.now() - began);

// #region one-by-one
let began = performance.now();
for (const invoice of invoices) {
  send(invoice);
  await channel.waitForConfirms();
}
console.log(`~ one by one: ${since(began)} ms`);
// #endregion one-by-one

// #region together
began = performance.now();
for (const invoice of invoices) send(invoice);
await channel.waitForConfirms();
console.log(`~ together: ${since(began)} ms`);
// #endregion together

const { messageCount } = await channel.checkQueue('invoices');
console.log(`${messageCount} invoices in the queue`);
await channel.deleteQueue('invoices');
await connection.close();
