import type { RunEvent, WireEvent } from '../../../course/event.ts';
import { laneKey, lanesOf } from '../../../course/lanes.ts';
import { connectionOf, serverOf } from '../../wire-words.ts';
import { eventsOf, onEvents } from '../events-of.ts';
import { inSlices } from '../in-slices.ts';
import { onUntil } from '../until.ts';
import { showHeads } from './lane-heads.ts';
import { messageDetail } from './message-detail.ts';
import { causeOf } from './cause.ts';
import { showRowsUntil, type RowOfEvent } from './rows-until.ts';
import {
  closedRow,
  faultRow,
  messageName,
  messageRow,
  setUpRow,
  type RowPlace,
} from './rows.ts';
import { stepOnArrows } from './step-on-arrows.ts';

/** Rows that are made in one frame, so that a press is answered meanwhile. */
const SLICE = 250;

/** What a wire panel shows of the events of its bench. */
interface Panel {
  bench: HTMLElement;
  place: HTMLElement;
  heads: HTMLElement;
  list: HTMLElement;
  /** Whose events they are: another array is another run. */
  of: readonly RunEvent[];
  /** How many of them were shown. */
  done: number;
  /** The fold of each connection's set-up, and its rows. */
  setUps: Map<number, { fold: HTMLElement; rows: HTMLElement[] }>;
  /** How many messages each lane has, without set-up. */
  counts: Map<number, number>;
  /** The rows in order, each with the index of its event. */
  rows: RowOfEvent[];
  /** The message that the address names, until it is there. */
  wanted?: string | undefined;
}

const later = inSlices(showSlice);
const panels = new WeakMap<HTMLElement, Panel>();
const messages = new WeakMap<Element, WireEvent>();

/**
 * Shows the wire of a bench, from now on also while a run goes.
 * @param wanted a message that is to be opened, as `messageName` names it.
 */
export function showWire(bench: HTMLElement, wanted?: string) {
  const panel = panels.get(bench) ?? openPanel(bench);
  panels.set(bench, panel);
  panel.wanted = wanted;
  later(panel);
}

function openPanel(bench: HTMLElement): Panel {
  const place = bench.querySelector<HTMLElement>('.wire')!;
  const panel = { bench, place, ...emptyParts() };
  onEvents(bench, () => later(panel));
  onUntil(bench, () => showRowsUntil(panel));
  place.addEventListener('click', ({ target }) => {
    const item = (target as Element).closest('button')?.parentElement;
    if (item) press(panel, item);
  });
  stepOnArrows(place);
  return panel;
}

function emptyParts() {
  return {
    heads: Object.assign(document.createElement('div'), { className: 'heads' }),
    list: document.createElement('ol'),
    of: [] as readonly RunEvent[],
    done: 0,
    setUps: new Map(),
    counts: new Map(),
    rows: [] as RowOfEvent[],
  } satisfies Omit<Panel, 'bench' | 'place'>;
}

/** Shows the next events; returns whether these were the last. */
function showSlice(panel: Panel): boolean {
  const events = eventsOf(panel.bench);
  if (panel.of !== events) {
    Object.assign(panel, emptyParts(), { of: events });
    panel.place.replaceChildren();
  }
  const lanes = lanesOf(events);
  if (lanes.length === 0) return true;
  if (!panel.list.isConnected) panel.place.append(panel.heads, panel.list);
  panel.place.style.setProperty('--lanes', String(lanes.length));
  const end = Math.min(panel.done + SLICE, events.length);
  const { place } = panel;
  const atEnd = place.scrollTop + place.clientHeight >= place.scrollHeight - 4;
  for (; panel.done < end; panel.done++) {
    const event = events[panel.done]!;
    if (event.event === 'fault') addRow(panel, faultRow(event));
    if (event.event !== 'wire' && event.event !== 'connection') continue;
    const lane = lanes.findIndex((each) => laneKey(each) === laneKey(event));
    const at = {
      lane,
      client: event.pane,
      server: serverOf(event),
      connection: connectionOf(event, lanes),
    };
    if (event.event === 'wire') showMessage(panel, event, at);
    else if (event.state === 'closed') addRow(panel, closedRow(at, event));
  }
  showHeads(panel.heads, lanes);
  const first = panel.list.querySelector('button');
  if (first && !panel.list.querySelector('[tabindex="0"]')) first.tabIndex = 0;
  openWanted(panel);
  // Whoever reads further up is left there.
  if (atEnd && panel.bench.dataset.state === 'running')
    place.scrollTop = place.scrollHeight;
  if (panel.done < events.length) return false;
  showRowsUntil(panel);
  return true;
}

/** Adds the row of the event that is being shown. */
function addRow(panel: Panel, row: HTMLElement) {
  panel.rows.push({ row, event: panel.done });
  panel.list.append(row);
}

function showMessage(panel: Panel, event: WireEvent, at: RowPlace) {
  const count = (panel.counts.get(at.lane) ?? 0) + (event.setup ? 0 : 1);
  panel.counts.set(at.lane, count);
  const item = messageRow(at, event, causeOf(panel.bench, event));
  messages.set(item, event);
  if (event.setup) {
    const known = panel.setUps.get(at.lane);
    const setUp = known ?? { fold: setUpRow(at), rows: [] };
    panel.setUps.set(at.lane, setUp);
    if (!known) addRow(panel, setUp.fold);
    setUp.rows.push(item);
    item.hidden =
      setUp.fold.firstElementChild!.getAttribute('aria-expanded') !== 'true';
    setUp.fold.querySelector('span')!.textContent =
      `set-up: ${setUp.rows.length} messages`;
  } else item.dataset.message = messageName(event, count);
  addRow(panel, item);
}

/** Opens the message that the address names, once it is there. */
function openWanted(panel: Panel) {
  const { wanted, list, place } = panel;
  const item =
    wanted &&
    list.querySelector<HTMLElement>(`[data-message="${CSS.escape(wanted)}"]`);
  if (!item) return;
  panel.wanted = undefined;
  for (const other of list.querySelectorAll('.at'))
    other.classList.remove('at');
  item.classList.add('at');
  if (item.childElementCount === 1) toggle(panel, item);
  const { top, bottom } = item.getBoundingClientRect();
  const inside = place.getBoundingClientRect();
  if (top < inside.top || bottom > inside.bottom)
    place.scrollTop += top - inside.top - panel.heads.offsetHeight;
}

/** A press opens or closes; what it opens becomes the page's address. */
function press(panel: Panel, item: HTMLElement) {
  toggle(panel, item);
  const { message } = item.dataset;
  const { example } = panel.bench.dataset;
  if (message && example && item.childElementCount > 1)
    location.hash = `${example}/wire/${message}`;
}

/** Opens or closes a message, or the set-up of a connection. */
function toggle(panel: Panel, item: Element) {
  const opener = item.firstElementChild!;
  const open = opener.getAttribute('aria-expanded') !== 'true';
  opener.setAttribute('aria-expanded', String(open));
  const event = messages.get(item);
  if (!event) {
    for (const { fold, rows } of panel.setUps.values())
      if (fold === item) for (const each of rows) each.hidden = !open;
  } else if (open) item.append(messageDetail(event, panel.place.clientWidth));
  else item.lastElementChild!.remove();
}
