import type { RunEvent } from '../../../course/event.ts';
import { lanesOf } from '../../../course/lanes.ts';
import { eventsOf, onEvents } from '../events-of.ts';
import { inSlices } from '../in-slices.ts';
import { onUntil, setUntil, untilOf } from '../until.ts';
import { LONGEST_GAP, nearest } from './axis.ts';
import { eventsAsText } from './events-as-text.ts';
import { addStep, emptyPicture, fit, type Picture } from './picture.ts';
import { rowsOf } from './rows.ts';
import { isStep, stepAt } from './steps.ts';
import { showCursor } from './cursor.ts';

/** Events that are drawn in one frame, so that a press is answered meanwhile. */
const SLICE = 250;

const RULE = `From left to right in the order of time; the times are milliseconds since the run began. Each event has room of its own, also where several are in one millisecond; a pause of more than ${LONGEST_GAP} ms is cut, and its length written there. The set-up of connections is left out.`;

/** What a timeline shows of the events of its bench. */
interface Panel {
  bench: HTMLElement;
  place: HTMLElement;
  /** What scrolls sideways. */
  view: HTMLElement;
  text: HTMLElement;
  picture: Picture;
  /** Whose events they are: another array is another run. */
  of: readonly RunEvent[];
  /** How many of them were shown, and which of those have a place. */
  done: number;
  steps: number[];
}

const later = inSlices(showSlice);
const panels = new WeakMap<HTMLElement, Panel>();

/** Shows the timeline of a bench, from now on also while a run goes. */
export function showTimeline(bench: HTMLElement) {
  const panel = panels.get(bench) ?? openPanel(bench);
  panels.set(bench, panel);
  later(panel);
}

function openPanel(bench: HTMLElement): Panel {
  const place = bench.querySelector<HTMLElement>('.timeline')!;
  const view = document.createElement('div');
  view.className = 'picture';
  view.tabIndex = 0;
  view.setAttribute('role', 'group');
  view.setAttribute('aria-label', 'Picture of the run');
  const panel: Panel = {
    bench,
    place,
    view,
    text: eventsAsText(bench),
    picture: emptyPicture([]),
    of: [],
    done: 0,
    steps: [],
  };
  onEvents(bench, () => later(panel));
  onUntil(bench, () => moveCursor(panel));
  view.addEventListener('click', (press) => pressAt(panel, press));
  return panel;
}

/** Draws the next events; returns whether these were the last. */
function showSlice(panel: Panel): boolean {
  const { bench, place, view } = panel;
  const events = eventsOf(bench);
  const rows = rowsOf(events);
  const first = panel.of !== events;
  if (first) place.replaceChildren();
  if (rows.length === 0) {
    panel.of = events;
    return true;
  }
  // Who turns out to be sent to goes below the servers: it is drawn anew.
  if (
    first ||
    String(rows.map(keyOf)) !== String(panel.picture.rows.map(keyOf))
  )
    begin(panel, events, emptyPicture(rows));
  const { picture } = panel;
  const lanes = lanesOf(events);
  const end = Math.min(panel.done + SLICE, events.length);
  for (; panel.done < end; panel.done++) {
    if (!isStep(events[panel.done]!)) continue;
    panel.steps.push(panel.done);
    addStep(picture, events[panel.done]!, lanes);
  }
  if (panel.done < events.length) return false;
  // Put on the page when it is whole: each frame would lay out all of it anew.
  const atEnd = view.scrollLeft + view.clientWidth >= view.scrollWidth - 4;
  fit(picture);
  if (!view.isConnected) place.append(view, caption(), panel.text);
  if (!picture.drawing.isConnected)
    view.replaceChildren(picture.names, picture.drawing);
  picture.drawing.setAttribute(
    'aria-label',
    `${panel.steps.length} events of the run, which are below as text`,
  );
  // Whoever looks at what was before is left there.
  if (atEnd && bench.dataset.state === 'running')
    view.scrollLeft = view.scrollWidth;
  moveCursor(panel);
  return true;
}

function keyOf(row: object): string {
  return JSON.stringify(row);
}

function begin(panel: Panel, of: readonly RunEvent[], picture: Picture) {
  Object.assign(panel, { of, picture, done: 0, steps: [] });
}

function caption(): HTMLElement {
  const rule = document.createElement('p');
  rule.className = 'rule';
  rule.textContent = RULE;
  return rule;
}

function moveCursor({ bench, picture, steps, view }: Panel) {
  // While it is drawn it has no cursor yet.
  if (!picture.drawing.isConnected) return;
  const until = untilOf(bench);
  showCursor(
    picture,
    view,
    until === undefined ? undefined : stepAt(steps, until),
  );
}

/** A press takes every view to the event that is nearest. */
function pressAt({ bench, picture, steps }: Panel, { clientX }: MouseEvent) {
  if (bench.dataset.state === 'running') return;
  const { left } = picture.drawing.getBoundingClientRect();
  const step = nearest(picture.places, clientX - left);
  if (step >= 0) setUntil(bench, steps[step]);
}
