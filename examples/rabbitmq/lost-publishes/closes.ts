/**
 * Sends a hundred jobs, closes its channel, then its connection.
 *
 * @pane closes
 * @after hangs-up: hung up
 */
import { connect } from 'amqplib';

const connection = await connect(
  process.env.AMQP_URL ?? 'amqp://localhost:5672',
  { noDelay: true },
);
connection.on('error', (error) => console.error(error.message));
const channel = await connection.createChannel();
channel.on('error', (error) => console.error(error.message));
await channel.assertQueue('closes', { durable: true });

// #region send
for (let n = 1; n <= 100; n++) {
  const options = { persistent: true };
  channel.sendToQueue('closes', Buffer.from(`job-${n}`), options);
}
console.log('sent 100 jobs');
// #endregion send

// #region end
await channel.close();
await connection.close();
console.log('closed');
// #endregion end
