/**
 * The same worker, on another machine: this one lives.
 *
 * @pane worker-b
 * @after worker-a: rendering invoice-3, redelivered: false
 */
import { setTimeout as work } from 'node:timers/promises';
import { connect } from 'amqplib';

const connection = await connect(
  process.env.AMQP_URL ?? 'amqp://localhost:5672',
  { noDelay: true },
);
connection.on('error', (error) => console.error(error.message));
const channel = await connection.createChannel();
channel.on('error', (error) => console.error(error.message));

await channel.assertQueue('invoices', { durable: true });
await channel.prefetch(1);

const lastJob = Promise.withResolvers<void>();
// #region work
await channel.consume(
  'invoices',
  async (job) => {
    if (!job) return; // The queue was deleted.
    const invoice = job.content.toString();
    const { redelivered } = job.fields;
    console.log(`rendering ${invoice}, redelivered: ${redelivered}`);
    await work(200); // The rendering takes this long.
    console.log(`mailed ${invoice}`);
    channel.ack(job);
    if (invoice === 'invoice-3') lastJob.resolve();
  },
  { consumerTag: 'worker-b' },
);
// #endregion work

// #region nothing-left
await lastJob.promise;
// A job without an ack would be back in the queue after this.
await channel.close();
const afterwards = await connection.createChannel();
const { messageCount } = await afterwards.checkQueue('invoices');
console.log(`${messageCount} invoices left in the queue`);
// #endregion nothing-left
await connection.close();
