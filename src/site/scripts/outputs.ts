import { ending } from './ending.ts';

function output(bench: HTMLElement, pane: string): HTMLElement | undefined {
  return [...bench.querySelectorAll<HTMLElement>('.output')].find(
    (each) => each.dataset.pane === pane,
  );
}

/** Empties the panes for a new run. */
export function clearOutputs(bench: HTMLElement) {
  for (const pane of bench.querySelectorAll<HTMLElement>('.output')) {
    pane.querySelector('pre')!.replaceChildren();
    pane.querySelector('.ending')!.textContent = '';
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
  const piece = document.createElement('span');
  piece.className = stream;
  piece.textContent = text;
  screen.append(piece);
  screen.scrollTop = screen.scrollHeight;
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
  place.classList.toggle('unusual', code !== 0);
}
