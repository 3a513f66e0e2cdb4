/**
 * One job is acked twice. No call fails, and the worker is deaf.
 *
 * @title A job that is acked twice
 * @uses rabbitmq
 * @tags ack, double ack, delivery tag, 406, channel error
 */
import { connect } from 'amqplib';

const connection = await connect(
  process.env.AMQP_URL ?? 'amqp://localhost:5672',
  { noDelay: true },
);
connection.on('error', (error) => console.error(error.message));
const office = await connection.createConfirmChannel();
office.on('error', (error) => console.error(error.message));
await office.assertQueue('invoices', { durable: true });

const worker = await connection.createChannel();
worker.on('error', (error) => console.error(error.message));
const closed = new Promise((resolve) => worker.on('close', resolve));
await worker.prefetch(1);

// #region twice
await worker.consume(
  'invoices',
  (job) => {
    if (!job) return; // The queue was deleted.
    try {
      console.log(`mailed ${job.content}`);
      worker.ack(job);
    } finally {
      worker.ack(job); // To be sure, also after an error.
    }
  },
  { consumerTag: 'worker' },
);
// #endregion twice

const options = { persistent: true };
office.sendToQueue('invoices', Buffer.from('invoice-1'), options);
await closed;

// #region deaf
// The worker's process and its connection live on.
office.sendToQueue('invoices', Buffer.from('invoice-2'), options);
await office.waitForConfirms();
const queue = await office.checkQueue('invoices');
console.log(`${queue.messageCount} invoice waits`);
console.log(`${queue.consumerCount} consumers`);
// #endregion deaf

await office.deleteQueue('invoices');
await connection.close();
