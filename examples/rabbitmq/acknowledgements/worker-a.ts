/**
 * Mails invoices, and is killed in the middle of the third.
 *
 * @pane worker-a
 * @after producer: sent 3 invoices
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
// #region one-at-a-time
await channel.prefetch(1);
// #endregion one-at-a-time

// #region work
await channel.consume(
  'invoices',
  async (job) => {
    if (!job) return; // The queue was deleted.
    const invoice = job.content.toString();
    const { redelivered } = job.fields;
    console.log(`rendering ${invoice}, redelivered: ${redelivered}`);
    // #region dies
    // What a crash or a lack of memory does: no ack, no goodbye.
    if (invoice === 'invoice-3') {
      process.kill(process.pid, 'SIGKILL');
    }
    // #endregion dies
    await work(200); // The rendering takes this long.
    console.log(`mailed ${invoice}`);
    channel.ack(job);
  },
  { consumerTag: 'worker-a' },
);
// #endregion work
