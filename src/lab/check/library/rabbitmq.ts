import { connect, type ChannelModel } from 'amqplib';
import type { Binding, RabbitmqState } from '../../../course/server-state.ts';
import { addressOf, checkServers } from '../servers.ts';

// Asked past the taps: `#check/wire` does not count it, and no fault touches
// it. Most of it comes from the management API, and nothing from what that
// gathers over seconds.

/** What a queue has at this moment. */
export interface QueueNow {
  /** Messages that wait. */
  ready: number;
  /** Messages that were delivered and not acked. */
  unacked: number;
  consumers: number;
}

/**
 * A queue as the broker has it now, or undefined when there is none.
 * @throws {Error} for an exclusive one: RabbitMQ tells only the connection
 * that has it about its consumers.
 */
export async function queue(name: string): Promise<QueueNow | undefined> {
  const { queues } = await look();
  const found = queues.find((each) => each.name === name);
  if (!found) return undefined;
  const { ready, unacked } = found;
  return { ready, unacked, consumers: await consumersOf(name) };
}

/** The management API learns of a consumer seconds later; the queue knows. */
async function consumersOf(name: string): Promise<number> {
  const channel = await (await connection()).createChannel();
  channel.on('error', () => {}); // what matters rejects the question
  const { consumerCount } = await channel.checkQueue(name);
  await channel.close();
  return consumerCount;
}

/** One for all questions of a check, until RabbitMQ ends it. */
let open: Promise<ChannelModel> | undefined;

function connection(): Promise<ChannelModel> {
  if (open) return open;
  const { ends } = checkServers();
  const opening = connect(addressOf('rabbitmq'), { noDelay: true });
  open = opening;
  opening.then(
    (opened) => {
      opened.on('error', () => {});
      opened.on('close', () => (open = undefined));
      ends.push(() => opened.close());
    },
    () => (open = undefined),
  );
  return open;
}

/** The names of all queues, sorted. */
export async function queues(): Promise<string[]> {
  return (await look()).queues.map(({ name }) => name);
}

/** The names of the exchanges that were declared or are bound, sorted. */
export async function exchanges(): Promise<string[]> {
  return (await look()).exchanges.map(({ name }) => name);
}

/** What is bound to what; not the default exchange, which has every queue. */
export async function bindings(): Promise<Binding[]> {
  return (await look()).bindings;
}

async function look(): Promise<RabbitmqState> {
  const states = await checkServers().lease.look(['rabbitmq']);
  const found = states.find((each) => each.service === 'rabbitmq');
  if (!found) throw new Error('RabbitMQ cannot be looked at: does it run?');
  if (found.more === 0) return found;
  throw new Error(
    `RabbitMQ has ${found.queues.length + found.more} queues, and only ${found.queues.length} are listed. Let the check use fewer.`,
  );
}
