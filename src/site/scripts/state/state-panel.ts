import type { RunEvent } from '../../../course/event.ts';
import { lastStates } from '../../../course/last-states.ts';
import type { ServerState } from '../../../course/server-state.ts';
import { eventsOf, onEvents } from '../events-of.ts';
import { labToken } from '../lab-token.ts';
import { leftBehind, type RunEnd } from '../run-summary.ts';
import { OTHER_SERVERS } from '../servers-bar.ts';
import { onUntil, untilOf } from '../until.ts';
import { element } from './element.ts';
import { lookAgain } from './look-again.ts';
import { serverPart } from './server-part.ts';

/** What a state panel shows of its bench. */
interface Panel {
  bench: HTMLElement;
  place: HTMLElement;
  said: HTMLElement;
  again: HTMLButtonElement;
  parts: Map<string, { shown: string; part: HTMLElement }>;
  /** What the servers said when they were asked again, after these events. */
  asked?: { of: readonly RunEvent[]; states: ServerState[] } | undefined;
}

const panels = new WeakMap<HTMLElement, Panel>();
let frame = 0;
const waiting = new Set<Panel>();

/** Shows the state of a bench, from now on also while a run goes. */
export function showState(bench: HTMLElement) {
  const panel = panels.get(bench) ?? openPanel(bench);
  panels.set(bench, panel);
  later(panel);
}

function openPanel(bench: HTMLElement): Panel {
  const place = bench.querySelector<HTMLElement>('.state')!;
  const said = element('p', { className: 'left' });
  const again = element('button', { type: 'button' }, 'look again');
  const panel: Panel = { bench, place, said, again, parts: new Map() };
  onEvents(bench, () => later(panel));
  onUntil(bench, () => later(panel));
  again.addEventListener('click', () => void ask(panel));
  bench.addEventListener(OTHER_SERVERS, () => void ask(panel));
  new ResizeObserver(() => {
    // A picture is drawn for the room that it has.
    const picture = panel.parts.get('rabbitmq');
    if (picture) picture.shown = '';
    later(panel);
  }).observe(place);
  return panel;
}

async function ask(panel: Panel) {
  const of = eventsOf(panel.bench);
  try {
    const states = await lookAgain(panel.bench);
    // Someone may have pressed Run meanwhile.
    if (eventsOf(panel.bench) !== of) return;
    panel.asked = { of, states };
    later(panel);
  } catch (error) {
    panel.said.textContent = (error as Error).message;
  }
}

function later(panel: Panel) {
  waiting.add(panel);
  frame ||= requestAnimationFrame(() => {
    frame = 0;
    const now = [...waiting];
    waiting.clear();
    for (const each of now) show(each);
  });
}

function show(panel: Panel) {
  const { bench, place, said, again, parts } = panel;
  const all = eventsOf(bench);
  if (all.length === 0) return;
  const until = untilOf(bench);
  const events = until === undefined ? all : all.slice(0, until + 1);
  const isNow = until === undefined && panel.asked?.of === all;
  const states = isNow ? panel.asked!.states : lastStates(events);
  if (!said.isConnected) place.append(said);
  const end = events.find((each): each is RunEnd => 'left' in each);
  const ofCheck = bench.dataset.example === undefined;
  const sentence = isNow
    ? saidNow(states)
    : ofCheck
      ? saidOfCheck(end)
      : saidOf(states, end);
  if (said.firstChild?.textContent !== sentence)
    said.replaceChildren(sentence, ' ', again);
  // The servers of a check are given back when it ends.
  again.hidden = !end || ofCheck || until !== undefined || !labToken();
  for (const [service, { part }] of parts) {
    if (states.some((state) => state.service === service)) continue;
    part.remove();
    parts.delete(service);
  }
  for (const state of states) showServer(panel, state);
}

function saidOfCheck(end: RunEnd | undefined): string {
  return end
    ? 'As the last test left it, before the check cleared up.'
    : 'The check goes on.';
}

function saidNow(states: ServerState[]): string {
  return states.length > 0
    ? 'What its servers hold now.'
    : 'It has no servers any more. Run it again.';
}

function saidOf(states: ServerState[], end: RunEnd | undefined): string {
  if (end) return leftBehind(end) || 'The run left nothing behind.';
  return states.length > 0
    ? 'The run goes on.'
    : 'The run goes on. Its servers are looked at when it has ended.';
}

function showServer({ place, parts }: Panel, state: ServerState) {
  const shown = JSON.stringify(state);
  const known = parts.get(state.service);
  if (known?.shown === shown) return;
  const room = Math.max(280, place.clientWidth);
  const part = serverPart(state, room);
  // What the reader has opened stays open.
  const open = known?.part.querySelector('details')?.open;
  const text = part.querySelector('details');
  if (open && text) text.open = true;
  if (known) known.part.replaceWith(part);
  else place.append(part);
  parts.set(state.service, { shown, part });
}
