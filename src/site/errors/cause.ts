import type { RunEvent, WireEvent } from '../../course/event.ts';
import { laneKey } from '../../course/lanes.ts';

/**
 * The line of the program that a server answered with an error: that of the
 * message in the same round trip. Of RabbitMQ, which closes a channel without
 * an answer to what it did not like, the last message on it.
 */
export function causeOf(
  said: WireEvent,
  events: readonly RunEvent[],
): WireEvent['source'] {
  const key = laneKey(said);
  const lane = events
    .slice(0, events.indexOf(said) + 1)
    .filter(
      (event): event is WireEvent =>
        event.event === 'wire' && laneKey(event) === key,
    );
  const sent = lane.filter(
    ({ from, source, text }) =>
      from === 'client' && source && !/channel\.close/.test(text),
  );
  if (said.service === 'rabbitmq') {
    const channel = channelOf(said);
    return sent.findLast((event) => channelOf(event) === channel)?.source;
  }
  const inTrip = sent.filter(({ trip }) => trip === said.trip);
  const replies = lane.filter(
    ({ from, trip }) => from === 'server' && trip === said.trip,
  );
  // Of several that were sent together, each has a reply, in their order.
  return (inTrip[replies.length - 1] ?? inTrip.at(-1) ?? sent.at(-1))?.source;
}

const channelOf = ({ text }: WireEvent) => /^channel \d+/.exec(text)?.[0];
