import type { RunEvent, WireEvent } from '../../course/event.ts';
import { laneKey } from '../../course/lanes.ts';

/** A message that RabbitMQ keeps, in the order in which it came. */
export interface Kept {
  body: string;
  redelivered: boolean;
  /** Who has it and has not acked it; nobody while it is ready. */
  unacked?: { pane: string; lane: string; tag: number };
}

/** What a client may also do to a message, and no rule here is for. */
const NOT_DRAWN = ['basic.nack', 'basic.reject', 'basic.get', 'basic.recover'];

/**
 * What RabbitMQ keeps after an event, by the rules of AMQP 0-9-1: what is
 * published is ready, what is delivered is unacked, what is acked is gone,
 * and what a connection has not acked when it ends is ready again.
 * @throws {Error} for what would need other rules.
 */
export function keptAfter(
  kept: readonly Kept[],
  event: RunEvent,
): readonly Kept[] {
  if (event.event === 'connection' && event.state === 'closed') {
    const lane = laneKey(event);
    return kept.map((each) =>
      each.unacked?.lane === lane
        ? { body: each.body, redelivered: true }
        : each,
    );
  }
  if (event.event !== 'wire' || event.lost) return kept;
  const method = methodOf(event);
  if (NOT_DRAWN.includes(method) || /no-ack=true/.test(event.text))
    throw new Error(`Cannot draw what a queue makes of: ${event.text}`);
  if (method === 'basic.publish') return published(kept, event);
  if (method === 'basic.deliver') return delivered(kept, event);
  if (method === 'basic.ack' && event.from === 'client')
    return acked(kept, event);
  return kept;
}

function published(kept: readonly Kept[], event: WireEvent): Kept[] {
  if (!/ exchange="" /.test(event.text))
    throw new Error(`Cannot tell which queue gets: ${event.text}`);
  return [...kept, { body: bodyOf(event), redelivered: false }];
}

function delivered(kept: readonly Kept[], event: WireEvent): Kept[] {
  const body = bodyOf(event);
  const next = kept.findIndex((each) => !each.unacked && each.body === body);
  if (next < 0) throw new Error(`"${body}" is delivered and was not ready.`);
  const unacked = {
    pane: event.pane,
    lane: laneKey(event),
    tag: numberOf(event, 'tag'),
  };
  const redelivered = /redelivered=true/.test(event.text);
  return kept.with(next, { body, redelivered, unacked });
}

function acked(kept: readonly Kept[], event: WireEvent): Kept[] {
  const tag = numberOf(event, 'tag');
  const several = /multiple=true/.test(event.text);
  return kept.filter(({ unacked }) => {
    if (unacked?.lane !== laneKey(event)) return true;
    return several ? unacked.tag > tag : unacked.tag !== tag;
  });
}

/** `basic.deliver`. */
export function methodOf({ text }: WireEvent): string {
  return text.split(' ', 1)[0]!;
}

/** What a message carries, as far as it is shown. */
export function bodyOf({ text }: WireEvent): string {
  return / \d+ bytes "(.*)"$/.exec(text)?.[1] ?? '';
}

/** A field of a method: `consumer-tag` is `worker-a`. */
export function fieldOf({ text }: WireEvent, name: string): string | undefined {
  return new RegExp(` ${name}="?([^" ]*)`).exec(text)?.[1];
}

function numberOf(event: WireEvent, name: string): number {
  return Number(fieldOf(event, name));
}
