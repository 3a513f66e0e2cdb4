/**
 * A prefetch that is set after the consumer was made.
 *
 * @title A prefetch that comes too late
 * @uses rabbitmq
 * @tags prefetch, basic.qos, basic.consume, order, unacked
 */
import { connect } from 'amqplib';

const connection = await connect(
  process.env.AMQP_URL ?? 'amqp://localhost:5672',
  { noDelay: true },
);
connection.on('error', (error) => console.error(error.message));
const channel = await connection.createConfirmChannel();
channel.on('error', (error) => console.error(error.message));

for (const queue of ['jobs', 'mails']) {
  await channel.assertQueue(queue, { durable: true });
  for (let job = 1; job <= 10; job++) {
    const content = Buffer.from(`job-${job}`);
    channel.sendToQueue(queue, content, { persistent: true });
  }
}
await channel.waitForConfirms();

const inHand = { jobs: 0, mails: 0 };
// #region too-late
await channel.consume('jobs', (job) => job && inHand.jobs++, {
  consumerTag: 'of-jobs',
});
await channel.prefetch(1);
// #endregion too-late
// #region next
await channel.consume('mails', (job) => job && inHand.mails++, {
  consumerTag: 'of-mails',
});
// #endregion next

// #region count
for (const queue of ['jobs', 'mails'] as const) {
  const { messageCount } = await channel.checkQueue(queue);
  console.log(
    `${queue}: ${inHand[queue]} in hand, ${messageCount} wait`,
  );
}
// #endregion count

await channel.deleteQueue('jobs');
await channel.deleteQueue('mails');
await connection.close();
