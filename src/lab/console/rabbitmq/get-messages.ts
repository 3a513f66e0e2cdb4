import type { ConfirmChannel, GetMessage } from 'amqplib';
import { didYouMean } from '../../../course/nearest.ts';
import { UserError } from '../../../course/user-error.ts';
import { SHOWN } from '../limits.ts';
import { tableText } from '../table.ts';
import { propertiesOf } from './message-properties.ts';
import { count, type Command } from './parse-command.ts';

const ACK_MODES = [
  'ack_requeue_true',
  'ack_requeue_false',
  'reject_requeue_true',
  'reject_requeue_false',
];
const MOST_MESSAGES = 1000;

/**
 * Takes messages from a queue, to be looked at or to be consumed: what is to
 * be requeued waits until all are there.
 */
export async function getMessages(
  command: Command,
  channel: ConfirmChannel,
): Promise<string> {
  const mode = command.given.get('ackmode') ?? 'ack_requeue_true';
  if (!ACK_MODES.includes(mode)) {
    throw new UserError(
      `ackmode is one of ${ACK_MODES.join(', ')}, not "${mode}".${didYouMean(mode, ACK_MODES)}`,
    );
  }
  const most = count(command, 'count', 1, MOST_MESSAGES);
  const queue = command.given.get('queue')!;
  const got: GetMessage[] = [];
  while (got.length < most) {
    const message = await channel.get(queue);
    if (!message) break;
    got.push(message);
  }
  for (const message of got) {
    if (mode === 'ack_requeue_false') channel.ack(message);
    else if (mode === 'reject_requeue_false') channel.reject(message, false);
  }
  // The others go back together, in their order.
  if (mode.endsWith('requeue_true')) channel.nackAll(true);
  if (got.length === 0) return 'No items\n';
  const columns = [
    { name: 'routing_key' },
    { name: 'exchange' },
    { name: 'message_count', right: true },
    { name: 'payload' },
    { name: 'payload_bytes', right: true },
    { name: 'properties' },
    { name: 'redelivered' },
  ];
  const rows = got.map(({ fields, content, properties }) => [
    fields.routingKey,
    fields.exchange,
    String(fields.messageCount),
    content.toString('utf8', 0, SHOWN),
    String(content.length),
    propertiesOf(properties),
    String(fields.redelivered),
  ]);
  return tableText({ columns, rows }, SHOWN);
}
