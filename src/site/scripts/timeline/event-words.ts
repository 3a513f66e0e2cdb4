import type { RunEvent } from '../../../course/event.ts';
import type { LaneOfRun } from '../../../course/lanes.ts';
import { faultWords } from '../../fault-words.ts';
import { serviceName } from '../../service-names.ts';
import { connectionOf } from '../../wire-words.ts';
import { plainText } from '../../terminal-text.ts';
import { ending } from '../ending.ts';
import { inMs } from './axis.ts';

/** No sentence quotes more of what was sent or written. */
const LONGEST = 160;

/** An event in words: `12.4 ms, worker-a to RabbitMQ: basic.ack tag=2`. */
export function sayEvent(event: RunEvent, lanes: readonly LaneOfRun[]): string {
  return `${inMs(event.t)}, ${what(event, lanes)}`;
}

function what(event: RunEvent, lanes: readonly LaneOfRun[]): string {
  switch (event.event) {
    case 'start':
      return 'pane' in event ? `${event.pane} starts` : 'the run starts';
    case 'end':
      return 'pane' in event
        ? `${event.pane}: ${ending(event.code, event.signal)}`
        : `the run ends: ${event.outcome}`;
    case 'stdout':
      return `${event.pane} writes: ${quoted(event.text)}`;
    case 'stderr':
      return `${event.pane} writes an error: ${quoted(event.text)}`;
    case 'wire': {
      const server = connectionOf(event, lanes);
      const [from, to] =
        event.from === 'client' ? [event.pane, server] : [server, event.pane];
      const lost = event.lost ? ', lost on its way' : '';
      return `${from} to ${to}: ${quoted(event.text)}${lost}`;
    }
    case 'connection': {
      const server = connectionOf(event, lanes);
      if (event.state === 'open') return `${event.pane} connects to ${server}`;
      const how = event.reset ? 'reset' : 'closed';
      const by = {
        client: ` by ${event.pane}`,
        server: ` by ${serviceName(event.service)}`,
        tap: '',
        fault: ' by a fault',
      }[event.by];
      return `the connection of ${event.pane} to ${server} is ${how}${by}`;
    }
    case 'fault':
      return `a fault: ${faultWords(event)}`;
    case 'state':
      return `what ${serviceName(event.state.service)} holds`;
    case 'waiting':
      return 'the run waits for its turn';
  }
}

function quoted(text: string): string {
  const line = plainText(text).trimEnd().replaceAll('\n', ' ⏎ ');
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
}

/** The words that fit on an arrow: whole ones, or the beginning of the first. */
export function shortly(text: string, room: number): string {
  const words = text.split(' ');
  let short = words[0]!;
  if (short.length > room) return `${short.slice(0, room - 1)}…`;
  for (const word of words.slice(1)) {
    if (short.length + 1 + word.length > room) break;
    short += ` ${word}`;
  }
  return short;
}
