import type { RunEvent } from '../course/event.ts';
import { laneKey, lanesOf } from '../course/lanes.ts';
import { connectionOf, serverOf, tally } from './wire-words.ts';

/** Lines and characters that are worth their weight in a page. */
const MOST_LINES = 150;
const LONGEST = 120;

/**
 * The wire of a run as text, without the set-up of its connections: who is
 * connected to whom, then each message in the order of time, `→` to the
 * server and `←` from it.
 */
export function wireText(events: readonly RunEvent[]): string {
  const lanes = lanesOf(events);
  const heads = lanes.map(
    (lane) => `${lane.pane}, ${serverOf(lane)}: ${tally(lane, lanes)}`,
  );
  const ends = lanes.map(
    (lane) => `${lane.pane}, ${connectionOf(lane, lanes)}`,
  );
  const width = Math.max(0, ...ends.map(({ length }) => length));
  const whose = new Map(lanes.map((lane, at) => [laneKey(lane), ends[at]!]));
  const messages = events.flatMap((event) => {
    if (event.event !== 'wire' || event.setup) return [];
    const end = whose.get(laneKey(event))!;
    const who = lanes.length > 1 ? `${end.padEnd(width)} ` : '';
    const text =
      event.text.length > LONGEST
        ? `${event.text.slice(0, LONGEST)}…`
        : event.text;
    return [`${who}${event.from === 'client' ? '→' : '←'} ${text}`];
  });
  const more = messages.length - MOST_LINES;
  return [
    ...heads,
    '',
    ...messages.slice(0, MOST_LINES),
    ...(more > 0 ? [`and ${more} more`] : []),
  ].join('\n');
}
