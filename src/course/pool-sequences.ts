import { lineOf, type WireSequence } from './compare-wire.ts';
import type { WireEvent } from './event.ts';
import type { LaneOfRun } from './lanes.ts';

/**
 * What went over a pool of PostgreSQL connections. Which of them took which
 * work, and how many there were, is chance: so each transaction, with all
 * that was answered, is one line, and the lines are sorted.
 */
export function poolSequences(lanes: LaneOfRun[]): WireSequence[] {
  if (lanes.length === 0) return [];
  const lines = lanes.flatMap(({ messages }) => transactions(messages)).sort();
  const cut = lanes.some(({ skipped }) => skipped > 0);
  return [{ name: 'postgres, a pool', lines, cut }];
}

/** A transaction ends when the server is idle. */
function transactions(messages: WireEvent[]): string[] {
  const done: string[] = [];
  let open: WireEvent[] = [];
  for (const message of messages) {
    if (message.text.startsWith('Terminate')) continue;
    open.push(message);
    if (message.text !== 'ReadyForQuery idle') continue;
    done.push(asLine(open));
    open = [];
  }
  return open.length > 0 ? [...done, asLine(open)] : done;
}

function asLine(messages: WireEvent[]): string {
  const from = (side: WireEvent['from'], arrow: string) =>
    messages
      .filter((each) => each.from === side)
      .map((each) => `${arrow} ${lineOf(each)}`);
  return [...from('client', '→'), ...from('server', '←')].join(' ');
}
