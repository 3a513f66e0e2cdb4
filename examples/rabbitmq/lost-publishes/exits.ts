/**
 * Sends a hundred jobs, and ends its process.
 *
 * @title A hundred jobs, and three ways to end
 * @uses rabbitmq
 * @tags lost message, process.exit, connection.close, channel.close
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
await channel.assertQueue('exits', { durable: true });

// #region send
for (let n = 1; n <= 100; n++) {
  const options = { persistent: true };
  channel.sendToQueue('exits', Buffer.from(`job-${n}`), options);
}
console.log('sent 100 jobs');
// #endregion send

// #region end
process.exit();
// #endregion end
