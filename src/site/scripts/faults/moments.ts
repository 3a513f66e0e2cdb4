import type { RunEvent } from '../../../course/event.ts';
import { eventsOf } from '../events-of.ts';
import { recordedEvents } from '../replay.ts';

/** A line of a pane: a moment at which a fault can come. */
export interface Moment {
  pane: string;
  line: string;
}

/**
 * The lines that the last run has printed, else those of the recording, each
 * once, as they came.
 */
export async function momentsOf(bench: HTMLElement): Promise<Moment[]> {
  const ran = linesIn(eventsOf(bench));
  if (ran.length > 0) return ran;
  const recorded = await recordedEvents(bench.dataset.example!).catch(() => []);
  return linesIn(recorded);
}

function linesIn(events: readonly RunEvent[]): Moment[] {
  const rest = new Map<string, string>();
  const moments: Moment[] = [];
  for (const each of events) {
    if (each.event !== 'stdout') continue;
    const lines = ((rest.get(each.pane) ?? '') + each.text).split('\n');
    rest.set(each.pane, lines.pop()!);
    for (const line of lines) moments.push({ pane: each.pane, line });
  }
  const seen = new Set<string>();
  return moments.filter((each) => {
    const key = JSON.stringify(each);
    return each.line !== '' && !seen.has(key) && seen.add(key);
  });
}
