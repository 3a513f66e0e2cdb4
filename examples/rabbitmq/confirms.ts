/**
 * Three invoices: one to the queue, two to a name that no queue has.
 *
 * @title What RabbitMQ confirms
 * @task know that RabbitMQ has a message
 * @task notice a message that no queue takes
 * @uses rabbitmq
 * @tags publisher confirms, ack, mandatory, basic.return, NO_ROUTE
 */
import { connect } from 'amqplib';

const connection = await connect(
  process.env.AMQP_URL ?? 'amqp://localhost:5672',
  { noDelay: true },
);
connection.on('error', (error) => console.error(error.message));
// #region confirm-channel
const channel = await connection.createConfirmChannel();
channel.on('error', (error) => console.error(error.message));
// #endregion confirm-channel

// #region return
/** amqplib's own type of it lacks the reply. */
type Returned = { content: Buffer; fields: { replyText: string } };
channel.on('return', ({ content, fields }: Returned) =>
  console.log(`${content} came back: ${fields.replyText}`),
);
// #endregion return

await channel.assertQueue('invoices', { durable: true });

// #region send
/** Resolves when RabbitMQ has acked the invoice. */
function send(queue: string, invoice: string, mandatory: boolean) {
  const bytes = Buffer.from(invoice);
  const options = { persistent: true, mandatory };
  return new Promise<void>((resolve, reject) =>
    channel.sendToQueue(queue, bytes, options, (failed) => {
      if (failed) return reject(failed);
      console.log(`${invoice} was acked`);
      resolve();
    }),
  );
}
// #endregion send

// #region three
await send('invoices', 'invoice-1', true);
await send('invoice', 'invoice-2', true); // There is no such queue.
await send('invoice', 'invoice-3', false);
// #endregion three

// #region count
const { messageCount } = await channel.checkQueue('invoices');
console.log(`${messageCount} invoice in the queue`);
// #endregion count

await channel.deleteQueue('invoices');
await connection.close();
