/**
 * Declares hello as it is not, is refused, and works on.
 *
 * @title One queue, two declarations
 * @uses rabbitmq
 * @tags 406, PRECONDITION_FAILED, inequivalent arg, channel error
 * @pane with-listener
 */
import { connect } from 'amqplib';

const connection = await connect(
  process.env.AMQP_URL ?? 'amqp://localhost:5672',
  { noDelay: true },
);
connection.on('error', (error) => console.error(error.message));
const first = await connection.createChannel();
first.on('error', (error) => console.error(error.message));
// #region first
// amqplib's default is durable: true.
await first.assertQueue('hello');
// #endregion first

// #region second
const second = await connection.createChannel();
second.on('error', () => console.log('the channel is closed'));
try {
  // The default of a client in another language, say.
  await second.assertQueue('hello', { durable: false });
} catch (error) {
  console.log((error as Error).message);
}
// #endregion second

// #region after
const { messageCount } = await first.checkQueue('hello');
console.log(`the first channel works: ${messageCount} messages`);
// #endregion after
await first.close();
await connection.close();
