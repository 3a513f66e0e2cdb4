import type { RunEvent } from '../../../course/event.ts';

/**
 * The events that have a place on the axis and are stepped through. What opens
 * a connection is left out, as the wire folds it away; so are the two ends of
 * the run itself, which say nothing of a program or of a server.
 */
export function isStep(event: RunEvent): boolean {
  switch (event.event) {
    case 'waiting':
      return false;
    case 'start':
    case 'end':
      return 'pane' in event;
    case 'wire':
      return !event.setup;
    default:
      return true;
  }
}

/** The steps of a run, as indices of its events. */
export function stepsOf(events: readonly RunEvent[]): number[] {
  return events.flatMap((event, index) => (isStep(event) ? [index] : []));
}

/** Which step an event belongs to: the last at or before it; -1 before all. */
export function stepAt(steps: readonly number[], index: number): number {
  let low = 0;
  let high = steps.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (steps[middle]! <= index) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
