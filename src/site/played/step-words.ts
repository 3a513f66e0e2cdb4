import type { WireEvent } from '../../course/event.ts';
import { bodyOf, fieldOf, methodOf, type Kept } from './queue.ts';
import type { Step } from './steps.ts';

/**
 * A step in one sentence; what is a name in the programs or in RabbitMQ
 * stands between backquotes.
 */
export function sayStep(step: Step): string {
  const { kind, pane, messages, before, kept, printed, signal } = step;
  const bodies = list(messages.map(bodyOf));
  switch (kind) {
    case 'publish': {
      const queue = fieldOf(messages[0]!, 'routing-key');
      return `\`${pane}\` sends ${bodies} to the queue \`${queue}\`.`;
    }
    case 'confirm':
      return `RabbitMQ confirms that it has ${bodiesOf(kept)}.`;
    case 'deliver':
      return `RabbitMQ hands ${bodies} to \`${pane}\`${redelivered(messages) ? ', marked as redelivered,' : ''} and keeps it until the ack.`;
    case 'ack':
      return `\`${pane}\` has done its work and acks. RabbitMQ deletes ${bodiesOf(gone(before, kept))}.`;
    case 'print':
      return `\`${pane}\` prints: \`${printed.join(' ')}\`.`;
    case 'kill': {
      const held = kept.filter(({ unacked }) => unacked?.pane === pane);
      const without =
        held.length > 0 ? `, with no ack for ${bodiesOf(held)}` : '';
      return `\`${pane}\` is killed by ${signal}${without}.`;
    }
    case 'requeue':
      return `The connection of \`${pane}\` is gone, so RabbitMQ puts ${bodiesOf(returned(before, kept))} back into the queue.`;
  }
}

/** A message in the words of the wire, without what a picture shows anyway. */
export function shortMessage(message: WireEvent): string {
  const telling = / (tag=\d+|multiple=true|redelivered=true)/g;
  const body = bodyOf(message);
  return [
    methodOf(message),
    ...[...message.text.matchAll(telling)].map(([, field]) => field!),
    ...(body ? [`"${body}"`] : []),
  ].join(' ');
}

const redelivered = (messages: WireEvent[]) =>
  messages.some(({ text }) => text.includes(' redelivered=true'));

const gone = (before: readonly Kept[], after: readonly Kept[]) =>
  before.filter((each) => !after.includes(each));

const returned = (before: readonly Kept[], after: readonly Kept[]) =>
  after.filter((each) => !before.includes(each));

const bodiesOf = (kept: readonly Kept[]) => list(kept.map(({ body }) => body));

/** `a`, `b` and `c`, each between backquotes. */
function list(names: string[]): string {
  const quoted = names.map((name) => `\`${name}\``);
  const last = quoted.pop() ?? '';
  return quoted.length > 0 ? `${quoted.join(', ')} and ${last}` : last;
}
