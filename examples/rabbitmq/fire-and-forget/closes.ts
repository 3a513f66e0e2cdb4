/**
 * The same, with a connection that is closed; and with a channel that
 * is closed first.
 *
 * @pane closes
 * @after exits: published 100 orders
 */
import { connect } from 'amqplib';

const address = process.env.AMQP_URL ?? 'amqp://localhost:5672';

for (const queue of ['orders-2', 'orders-3']) {
  const connection = await connect(address, { noDelay: true });
  connection.on('error', (error) => console.error(error.message));
  const channel = await connection.createChannel();
  channel.on('error', (error) => console.error(error.message));
  await channel.assertQueue(queue, { durable: true });

  // #region close
  for (let order = 1; order <= 100; order++) {
    const content = Buffer.from(`order-${order}`);
    channel.sendToQueue(queue, content, { persistent: true });
  }
  if (queue === 'orders-3') await channel.close();
  await connection.close();
  // #endregion close
}
console.log('published 100 orders, twice');
