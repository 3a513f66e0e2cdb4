import { setTimeout as sleep } from 'node:timers/promises';
import { connect, type ChannelModel } from 'amqplib';
import type { Binding, RabbitmqState } from '../../../course/server-state.ts';
import { addressOf, checkServers } from '../servers.ts';

// Asked past the taps, on a connection of the library's own and of the
// management API: `#check/wire` does not count it, and no fault touches it.

/**
 * Milliseconds after which the management API knows how many messages of a
 * queue are unacked: the servers of the course tell it every 100.
 */
const TOLD = 160;

/** What the server replies to a passive declare of a queue that is not there. */
const NOT_FOUND = 404;

/**
 * What a queue says of itself at this moment: messages that wait, and
 * consumers. Undefined when there is no such queue.
 * @throws {Error} for an exclusive one: only the connection that has it may
 * ask.
 */
export async function queue(
  name: string,
): Promise<{ ready: number; consumers: number } | undefined> {
  const channel = await (await connection()).createChannel();
  channel.on('error', () => {}); // what matters rejects the question
  try {
    const { messageCount, consumerCount } = await channel.checkQueue(name);
    await channel.close();
    return { ready: messageCount, consumers: consumerCount };
  } catch (error) {
    if ((error as { code?: number }).code === NOT_FOUND) return undefined;
    throw error;
  }
}

/**
 * How many messages of a queue were delivered and not acked, after a moment in
 * which RabbitMQ counts them. Undefined when there is no such queue.
 */
export async function unacked(name: string): Promise<number | undefined> {
  await sleep(TOLD);
  const { queues } = await look();
  return queues.find((each) => each.name === name)?.unacked;
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
