/**
 * Counts what has arrived.
 *
 * @pane counts
 * @after closes: published 100 orders, twice
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
for (const queue of ['orders-1', 'orders-2', 'orders-3']) {
  const { messageCount } = await channel.checkQueue(queue);
  console.log(`${queue} has ${messageCount}`);
}
// #endregion count

await connection.close();
