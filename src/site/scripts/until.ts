/**
 * How much of a run each bench shows: up to which of its events. The scrubber
 * sets it, every view listens, and a new run begins with all.
 */
const until = new WeakMap<HTMLElement, number>();
const listeners = new WeakMap<HTMLElement, Set<() => void>>();

/** Index in `eventsOf(bench)` of the last event shown; undefined: all are. */
export function untilOf(bench: HTMLElement): number | undefined {
  return until.get(bench);
}

export function setUntil(bench: HTMLElement, index: number | undefined) {
  if (index === until.get(bench)) return;
  if (index === undefined) until.delete(bench);
  else until.set(bench, index);
  for (const show of listeners.get(bench) ?? []) show();
}

/** Calls back whenever it becomes another. */
export function onUntil(bench: HTMLElement, show: () => void) {
  const known = listeners.get(bench) ?? new Set();
  listeners.set(bench, known.add(show));
}
