import type { ConfirmChannel } from 'amqplib';
import { UserError } from '../../../course/user-error.ts';
import { getMessages } from './get-messages.ts';
import { propertiesFor } from './message-properties.ts';
import { flag, object, type Command } from './parse-command.ts';

/** What a command is done with. */
export interface Broker {
  channel: ConfirmChannel;
  /** Rejects when the broker closes the channel. */
  gone: Promise<never>;
  /** Whether the last message came back as unroutable; asking clears it. */
  cameBack(): boolean;
}

type Answer = (command: Command, broker: Broker) => Promise<string>;

/** What each command does over AMQP, and the words that it answers with. */
export const ANSWERS: Record<string, Answer> = {
  async 'declare queue'(command, { channel }) {
    const type = command.given.get('queue_type');
    await channel.assertQueue(text(command, 'name'), {
      durable: flag(command, 'durable', true),
      autoDelete: flag(command, 'auto_delete', false),
      exclusive: flag(command, 'exclusive', false),
      arguments: {
        ...object(command, 'arguments'),
        ...(type && { 'x-queue-type': type }),
      },
    });
    return 'queue declared\n';
  },
  async 'declare exchange'(command, { channel }) {
    await channel.assertExchange(text(command, 'name'), text(command, 'type'), {
      durable: flag(command, 'durable', true),
      autoDelete: flag(command, 'auto_delete', false),
      internal: flag(command, 'internal', false),
      arguments: object(command, 'arguments'),
    });
    return 'exchange declared\n';
  },
  async 'declare binding'(command, { channel }) {
    const bind = toQueue(command) ? 'bindQueue' : 'bindExchange';
    await channel[bind](...binding(command));
    return 'binding declared\n';
  },
  async 'delete queue'(command, { channel }) {
    const { messageCount } = await channel.deleteQueue(text(command, 'name'), {
      ifEmpty: flag(command, 'if_empty', false),
      ifUnused: flag(command, 'if_unused', false),
    });
    return `queue deleted, with ${messages(messageCount)}\n`;
  },
  async 'delete exchange'(command, { channel }) {
    await channel.deleteExchange(text(command, 'name'), {
      ifUnused: flag(command, 'if_unused', false),
    });
    return 'exchange deleted\n';
  },
  async 'delete binding'(command, { channel }) {
    const unbind = toQueue(command) ? 'unbindQueue' : 'unbindExchange';
    await channel[unbind](...binding(command));
    return 'binding deleted\n';
  },
  async 'purge queue'(command, { channel }) {
    const { messageCount } = await channel.purgeQueue(text(command, 'name'));
    return `queue purged of ${messages(messageCount)}\n`;
  },
  async publish(command, { channel, gone, cameBack }) {
    cameBack();
    const confirmed = new Promise<void>((resolve, reject) =>
      channel.publish(
        text(command, 'exchange'),
        text(command, 'routing_key'),
        Buffer.from(text(command, 'payload')),
        { ...propertiesFor(command), mandatory: true },
        (error: Error | null) => (error ? reject(error) : resolve()),
      ),
    );
    // Where the broker closes the channel instead, no confirm comes.
    await Promise.race([confirmed, gone]);
    return cameBack()
      ? 'Message published but NOT routed\n'
      : 'Message published\n';
  },
  get: (command, { channel }) => getMessages(command, channel),
  async help() {
    return HELP;
  },
};

function text({ given }: Command, name: string): string {
  return given.get(name) ?? '';
}

function messages(count: number): string {
  return `${count} message${count === 1 ? '' : 's'}`;
}

function toQueue(command: Command): boolean {
  const to = command.given.get('destination_type') ?? 'queue';
  if (to === 'queue' || to === 'exchange') return to === 'queue';
  throw new UserError(`destination_type is queue or exchange, not "${to}".`);
}

function binding(command: Command) {
  return [
    text(command, 'destination'),
    text(command, 'source'),
    text(command, 'routing_key'),
    object(command, 'arguments'),
  ] as const;
}

const HELP = `declare queue name=q [durable=false] [auto_delete=true] [queue_type=quorum] [arguments='{"x-max-length":10}']
declare exchange name=e type=direct|fanout|topic|headers [durable=false]
declare binding source=e destination=q [routing_key=k]
delete queue|exchange name=…
delete binding source=e destination=q [routing_key=k]
purge queue name=q
publish routing_key=k [exchange=e] [payload="…"] [properties='{"delivery_mode":2}']
get queue=q [count=5] [ackmode=ack_requeue_true|ack_requeue_false|reject_requeue_true|reject_requeue_false]
list queues|exchanges|bindings|consumers|connections|channels
`;
