/**
 * Asks for the work that is left.
 *
 * @pane worker-b
 * @after worker-a: rendering invoice-1
 */
import { connect } from 'amqplib';

const connection = await connect(
  process.env.AMQP_URL ?? 'amqp://localhost:5672',
  { noDelay: true },
);
connection.on('error', (error) => console.error(error.message));
const channel = await connection.createChannel();
channel.on('error', (error) => console.error(error.message));

await channel.assertQueue('invoices', { durable: true });
// #region look
const job = await channel.get('invoices');
console.log(job ? `rendering ${job.content}` : 'no invoice to mail');
// #endregion look
await connection.close();
