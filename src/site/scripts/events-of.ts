import type { RunEvent } from '../../course/event.ts';
import { setUntil } from './until.ts';

/** The events of the last run of each bench, and who shows them. */
const events = new WeakMap<HTMLElement, RunEvent[]>();
const edits = new WeakMap<HTMLElement, Record<string, string>>();
const shown = new WeakMap<HTMLElement, Set<() => void>>();

export function eventsOf(bench: HTMLElement): readonly RunEvent[] {
  return events.get(bench) ?? [];
}

/** The reader's sources in that run, by the name of their file. */
export function ranWith(bench: HTMLElement): Record<string, string> {
  return edits.get(bench) ?? {};
}

/** A new run begins, or a recording takes its place. */
export function beginEvents(
  bench: HTMLElement,
  files: Record<string, string> = {},
  from: RunEvent[] = [],
) {
  edits.set(bench, files);
  events.set(bench, from);
  setUntil(bench, undefined);
  tell(bench);
}

export function addEvent(bench: HTMLElement, event: RunEvent) {
  events.get(bench)?.push(event);
  tell(bench);
}

/** Calls back at each new event, and when another run begins. */
export function onEvents(bench: HTMLElement, show: () => void) {
  const known = shown.get(bench) ?? new Set();
  shown.set(bench, known.add(show));
}

function tell(bench: HTMLElement) {
  for (const show of shown.get(bench) ?? []) show();
}
