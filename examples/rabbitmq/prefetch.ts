/**
 * Ten jobs, a slow worker that has them first, and a helper.
 *
 * @title Who gets ten jobs
 * @task share work fairly among workers
 * @uses rabbitmq
 * @tags prefetch, basic.qos, unacked, fair dispatch, work queue
 */
import { setTimeout as work } from 'node:timers/promises';
import { connect, type ConsumeMessage } from 'amqplib';

const connection = await connect(
  process.env.AMQP_URL ?? 'amqp://localhost:5672',
  { noDelay: true },
);
connection.on('error', (error) => console.error(error.message));
const office = await connection.createConfirmChannel();
office.on('error', (error) => console.error(error.message));
await office.assertQueue('jobs', { durable: true });

for (const prefetch of [0, 3, 1]) {
  for (let job = 1; job <= 10; job++) {
    const content = Buffer.from(`job-${job}`);
    office.sendToQueue('jobs', content, { persistent: true });
  }
  await office.waitForConfirms();

  const slow = await connection.createChannel();
  const helper = await connection.createChannel();
  // #region prefetch
  await slow.prefetch(prefetch);
  await helper.prefetch(prefetch);
  // #endregion prefetch

  const inHand: ConsumeMessage[] = [];
  let helped = 0;
  const allGiven = Promise.withResolvers<void>();
  const count = () => {
    if (inHand.length + helped === 10) allGiven.resolve();
  };

  // #region slow
  const onSlow = (job: ConsumeMessage | null) => {
    if (!job) return; // The queue was deleted.
    inHand.push(job);
    count();
  };
  await slow.consume('jobs', onSlow, { consumerTag: 'slow' });
  // #endregion slow

  // #region helper
  const onHelper = (job: ConsumeMessage | null) => {
    if (!job) return; // The queue was deleted.
    helped++;
    helper.ack(job);
    count();
  };
  await helper.consume('jobs', onHelper, { consumerTag: 'helper' });
  // #endregion helper

  // #region first-job
  // So long the slow one is at its first job: at least until no job
  // waits in the queue, and its helper has nothing to do.
  await Promise.all([work(300), allGiven.promise]);
  const split = `slow has ${inHand.length}, helper did ${helped}`;
  console.log(`prefetch ${prefetch}: ${split}`);
  for (const job of inHand) slow.ack(job);
  // #endregion first-job

  await slow.close();
  await helper.close();
}

await office.deleteQueue('jobs');
await connection.close();
