/**
 * Takes invoices without acks, and is killed in the first one.
 *
 * @pane worker-a
 * @after producer: sent 3 invoices
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
await channel.prefetch(1);

// #region no-ack
const inHand: string[] = [];
await channel.consume(
  'invoices',
  (job) => {
    if (job) inHand.push(String(job.content));
  },
  { consumerTag: 'worker-a', noAck: true },
);
// #endregion no-ack

// #region gone
// The answer to this comes behind whatever was delivered before it.
const { messageCount } = await channel.checkQueue('invoices');
console.log(`in hand: ${inHand.join(', ')}`);
console.log(`${messageCount} invoices left in the queue`);
console.log(`rendering ${inHand[0]}`);
process.kill(process.pid, 'SIGKILL');
// #endregion gone
