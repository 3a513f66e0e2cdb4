// The answer as a process of its own, for check.test.ts to kill in the
// middle of a job: it tells its parent what it took, and never ends it.
// Before that, two round trips: an ack that was sent too early, even one
// that is still in a buffer, has then reached RabbitMQ.
import { pathToFileURL } from 'node:url';
import { connect } from 'amqplib';

const [queue = '', answer = ''] = process.argv.slice(2);
const { startWorker } = (await import(
  pathToFileURL(answer).href
)) as typeof import('./exercise.ts');

const connection = await connect(
  process.env.AMQP_URL ?? 'amqp://localhost:5672',
  { noDelay: true },
);
connection.on('error', (error) => console.error(error.message));
const probe = await connection.createChannel();
const channel = await startWorker(connection, queue, async (job) => {
  await probe.checkQueue(queue);
  await probe.checkQueue(queue);
  process.send?.(job);
  await new Promise(() => {});
});
channel.on('error', (error) => console.error(error.message));
