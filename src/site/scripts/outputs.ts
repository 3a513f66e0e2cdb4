import { TerminalText, type Inked } from '../terminal-text.ts';
import { ending } from './ending.ts';
import { eventsOf } from './events-of.ts';
import { scrollInside } from './lines.ts';
import { onUntil, untilOf } from './until.ts';

/** The streams of the programs of each bench, for what they say of colours. */
const streams = new WeakMap<HTMLElement, Map<string, TerminalText>>();

function output(bench: HTMLElement, pane: string): HTMLElement | undefined {
  return [...bench.querySelectorAll<HTMLElement>('.output')].find(
    (each) => each.dataset.pane === pane,
  );
}

/** Empties the panes for a new run. */
export function clearOutputs(bench: HTMLElement) {
  if (!streams.has(bench)) onUntil(bench, () => showUntil(bench));
  streams.set(bench, new Map());
  for (const pane of bench.querySelectorAll<HTMLElement>('.output')) {
    pane.querySelector('pre')!.replaceChildren();
    const end = pane.querySelector('.ending')!;
    end.textContent = '';
    end.classList.remove('later');
    end.removeAttribute('data-event');
  }
}

/** Adds what a program wrote to its pane, and keeps the end in view. */
export function showText(
  bench: HTMLElement,
  pane: string,
  stream: 'stdout' | 'stderr',
  text: string,
) {
  const screen = output(bench, pane)?.querySelector('pre');
  if (!screen) return;
  const known = streams.get(bench)!;
  const key = `${stream} ${pane}`;
  const reader = known.get(key) ?? new TerminalText();
  known.set(key, reader);
  const piece = document.createElement('span');
  piece.className = stream;
  piece.append(...reader.read(text).map(inked));
  if (!piece.hasChildNodes()) return;
  noteEvent(bench, piece);
  screen.append(piece);
  screen.scrollTop = screen.scrollHeight;
}

function inked({ text, inks }: Inked): Node {
  if (inks.length === 0) return document.createTextNode(text);
  const part = document.createElement('i');
  part.className = inks.join(' ');
  part.textContent = text;
  return part;
}

/** Which event it is of: the one that the run told last. */
function noteEvent(bench: HTMLElement, element: HTMLElement) {
  element.dataset.event = String(eventsOf(bench).length - 1);
}

/** Shows what was written until then. What comes later keeps its room. */
function showUntil(bench: HTMLElement) {
  const until = untilOf(bench) ?? Infinity;
  for (const pane of bench.querySelectorAll('.output')) {
    let last: HTMLElement | undefined;
    for (const each of pane.querySelectorAll<HTMLElement>('[data-event]')) {
      const later = Number(each.dataset.event) > until;
      each.classList.toggle('later', later);
      if (!later && each.matches('pre *')) last = each;
    }
    const screen = pane.querySelector('pre')!;
    if (until === Infinity || !last) screen.scrollTop = 0;
    else {
      const { top, bottom } = last.getBoundingClientRect();
      scrollInside(screen, top, bottom);
    }
  }
}

/** A run that is over is read from its beginning. */
export function showBeginnings(bench: HTMLElement) {
  for (const screen of bench.querySelectorAll('.output pre')) {
    screen.scrollTop = 0;
  }
}

/** Says how a program ended. */
export function showEnding(
  bench: HTMLElement,
  pane: string,
  code: number | null,
  signal: string | null,
) {
  const place = output(bench, pane)?.querySelector<HTMLElement>('.ending');
  if (!place) return;
  place.textContent = ending(code, signal);
  noteEvent(bench, place);
  place.classList.toggle('unusual', code !== 0);
}
