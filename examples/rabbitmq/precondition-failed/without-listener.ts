/**
 * The same, but nobody listens for the errors of the second channel.
 *
 * @pane without-listener
 * @after with-listener: the first channel works: 0 messages
 */
import { connect } from 'amqplib';

const connection = await connect(
  process.env.AMQP_URL ?? 'amqp://localhost:5672',
  { noDelay: true },
);
connection.on('error', () => console.log('the connection is closed'));
const first = await connection.createChannel();
first.on('error', (error) => console.error(error.message));
await first.assertQueue('hello');

// #region second
const second = await connection.createChannel();
try {
  await second.assertQueue('hello', { durable: false });
} catch (error) {
  console.log((error as Error).message);
}
// #endregion second

// #region after
try {
  await first.checkQueue('hello');
} catch (error) {
  console.log(`the first channel: ${(error as Error).message}`);
}
// #endregion after
