/**
 * Two queues with room for two orders, and a third order for each.
 *
 * @title A queue that is full
 * @task limit a queue, and refuse what is too much
 * @uses rabbitmq
 * @tags nack, x-overflow, reject-publish, drop-head, max length
 */
import { connect } from 'amqplib';

const connection = await connect(
  process.env.AMQP_URL ?? 'amqp://localhost:5672',
  { noDelay: true },
);
connection.on('error', (error) => console.error(error.message));
const channel = await connection.createConfirmChannel();
channel.on('error', (error) => console.error(error.message));

/** Resolves to what RabbitMQ says to the order. */
function send(queue: string, order: string) {
  const options = { persistent: true };
  return new Promise<string>((resolve) =>
    channel.sendToQueue(queue, Buffer.from(order), options, (nack) =>
      resolve(nack ? nack.message : 'acked'),
    ),
  );
}

// #region full
for (const overflow of ['drop-head', 'reject-publish']) {
  const queue = `orders.${overflow}`;
  const limit = { maxLength: 2, overflow };
  await channel.assertQueue(queue, { durable: true, ...limit });
  for (const order of ['order-1', 'order-2', 'order-3'])
    console.log(`${overflow}, ${order}: ${await send(queue, order)}`);
  // #region left
  for (let left; (left = await channel.get(queue, { noAck: true }));)
    console.log(`${overflow} has ${left.content}`);
  // #endregion left
  await channel.deleteQueue(queue);
}
// #endregion full

await connection.close();
