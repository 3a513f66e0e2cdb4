import { type ChannelModel, type ConfirmChannel } from 'amqplib';

/** The check's own address, whose user is an administrator. */
export const broker = new URL(
  process.env.AMQP_URL ?? 'amqp://guest:guest@localhost:5672',
);
export const management =
  process.env.RABBITMQ_MANAGEMENT_URL ??
  'http://guest:guest@localhost:15672/api';
/** What the names of users and vhosts begin with. */
export const own = broker.pathname.slice(1) || 'course';

/** Asks the management API. Resolves to the status of the answer. */
export async function ask(method: string, path: string, body?: object) {
  const { origin, pathname, username, password } = new URL(management);
  const answer = await fetch(origin + pathname + path, {
    method,
    headers: {
      authorization: `Basic ${btoa(`${username}:${password}`)}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify(body),
  });
  return answer.status;
}

/** Exchanges, each with a queue of the same name that it fills. */
export const NAMES = [
  'orders',
  'orders-test',
  'refund-orders',
  'invoices',
  'invoices.v1',
  'invoicesXv1',
  'orders|invoices',
  'c++',
];

export type Work = (channel: ConfirmChannel) => Promise<unknown>;

/** Whether RabbitMQ lets it happen, on a channel of its own. */
export async function may(user: ChannelModel, work: Work) {
  const channel = await user.createConfirmChannel();
  let refused = false;
  channel.on('error', ({ code }: { code?: number }) => {
    refused = code === 403;
  });
  try {
    await work(channel);
    await channel.close();
    return true;
  } catch (error) {
    if (refused) return false;
    throw error;
  }
}

export function publish(exchange: string, key = ''): Work {
  return async (channel) => {
    channel.publish(exchange, key, Buffer.from('1'));
    await channel.waitForConfirms();
  };
}

export function get(queue: string): Work {
  return (channel) => channel.get(queue);
}

/** The exchanges that it may publish to, the queues that it may read. */
export async function reach(user: ChannelModel) {
  const found = { publishes: [] as string[], consumes: [] as string[] };
  for (const each of NAMES) {
    if (await may(user, publish(each))) found.publishes.push(each);
    if (await may(user, get(each))) found.consumes.push(each);
  }
  return found;
}
