// The answer as a process of its own, for check.test.ts to kill in the
// middle of a job: it prints what it took, and never ends it. Before
// that, two round trips: an ack that was sent too early, even one that is
// still in a buffer, has then reached RabbitMQ.
import { connect } from 'amqplib';
import { startWorker } from './exercise.ts';

const [queue = ''] = process.argv.slice(2);
const connection = await connect(
  process.env.AMQP_URL ?? 'amqp://localhost:5672',
  { noDelay: true },
);
connection.on('error', (error) => console.error(error.message));
const probe = await connection.createChannel();
const channel = await startWorker(connection, queue, async (job) => {
  await probe.checkQueue(queue);
  await probe.checkQueue(queue);
  console.log(job);
  await new Promise(() => {});
});
channel.on('error', (error) => console.error(error.message));
