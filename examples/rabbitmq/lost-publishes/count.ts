/**
 * Asks RabbitMQ how many jobs of each producer it has.
 *
 * @pane count
 * @after closes: closed
 */
import { connect } from 'amqplib';

const connection = await connect(
  process.env.AMQP_URL ?? 'amqp://localhost:5672',
  { noDelay: true },
);
connection.on('error', (error) => console.error(error.message));
const channel = await connection.createChannel();
channel.on('error', (error) => console.error(error.message));

// #region count
for (const queue of ['exits', 'hangs-up', 'closes']) {
  const { messageCount } = await channel.checkQueue(queue);
  console.log(`${queue}: ${messageCount} jobs`);
}
// #endregion count
await channel.close();
await connection.close();
