import type { RunEvent } from '../../../course/event.ts';
import type { Moment } from '../../../course/fault.ts';
import { eventsOf } from '../events-of.ts';
import { recordedEvents } from '../replay.ts';

/** Messages to choose from; a run may have thousands. */
const MOST = 200;

/** The moments of a run at which a fault can come. */
export interface Moments {
  /** When a line was printed. */
  lines: Moment[];
  /** Before a message is sent. */
  messages: Moment[];
}

/** A moment in words. */
export function momentWords(moment: Moment): string {
  return 'line' in moment
    ? `when ${moment.pane} prints \u201c${moment.line}\u201d`
    : `before ${moment.pane} sends \u201c${moment.sends}\u201d`;
}

/**
 * What the last run has printed and sent, else what the recording has, each
 * once, as it came.
 */
export async function momentsOf(bench: HTMLElement): Promise<Moments> {
  const ran = eventsOf(bench);
  const events = ran.some(({ event }) => event === 'stdout')
    ? ran
    : await recordedEvents(bench.dataset.example!).catch(() => []);
  return {
    lines: once(linesIn(events)),
    messages: once(messagesIn(events)).slice(0, MOST),
  };
}

function messagesIn(events: readonly RunEvent[]): Moment[] {
  return events.flatMap((each) =>
    each.event === 'wire' && each.from === 'client' && !each.setup
      ? { pane: each.pane, sends: each.text }
      : [],
  );
}

function once(moments: Moment[]): Moment[] {
  return [
    ...new Map(moments.map((each) => [JSON.stringify(each), each])).values(),
  ];
}

function linesIn(events: readonly RunEvent[]): Moment[] {
  const rest = new Map<string, string>();
  const moments: Moment[] = [];
  for (const each of events) {
    if (each.event !== 'stdout') continue;
    const lines = ((rest.get(each.pane) ?? '') + each.text).split('\n');
    rest.set(each.pane, lines.pop()!);
    for (const line of lines)
      if (line !== '') moments.push({ pane: each.pane, line });
  }
  return moments;
}
