/**
 * Sends a hundred jobs, and closes its connection.
 *
 * @pane hangs-up
 * @after exits: sent 100 jobs
 */
import { connect } from 'amqplib';

const connection = await connect(
  process.env.AMQP_URL ?? 'amqp://localhost:5672',
  { noDelay: true },
);
connection.on('error', (error) => console.error(error.message));
const channel = await connection.createChannel();
channel.on('error', (error) => console.error(error.message));
await channel.assertQueue('hangs-up', { durable: true });

// #region send
for (let n = 1; n <= 100; n++) {
  const options = { persistent: true };
  channel.sendToQueue('hangs-up', Buffer.from(`job-${n}`), options);
}
console.log('sent 100 jobs');
// #endregion send

// #region end
await connection.close();
console.log('hung up');
// #endregion end
