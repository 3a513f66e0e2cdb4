import { fileOf } from './bench.ts';
import { inBench, lightIn, selectFile } from './lines.ts';

/** A place in the code of a page: a file, perhaps a line of it. */
export interface Place {
  /** Path below `examples/`: `redis/pub-sub/helper.ts`. */
  file: string;
  line?: number;
}

/**
 * The place that an address names, as `#redis/pub-sub/helper.ts:14`; the
 * ids of headings have no slash.
 */
export function placeIn(hash: string): Place | undefined {
  const found = /^#([\w-]+\/[\w./-]+\.ts)(?::(\d+))?$/.exec(hash);
  if (!found) return undefined;
  const [, file, line] = found;
  return { file: file!, ...(line && { line: Number(line) }) };
}

function hashOf({ file, line }: Place): string {
  return `#${file}${line === undefined ? '' : `:${line}`}`;
}

/** Lights the line that the address names; returns the figure it is in. */
export function lightPlace(show = false): HTMLElement | undefined {
  for (const figure of document.querySelectorAll<HTMLElement>('.bench .source'))
    lightIn(figure, 'at', []);
  const place = placeIn(decodeURIComponent(location.hash));
  const figure = place && inBench(place.file);
  if (!figure) return undefined;
  if (show) selectFile(figure);
  if (place.line !== undefined) lightIn(figure, 'at', [place.line], show);
  return figure;
}

/** The bench and the message that an address names; see `wire-place.ts`. */
function messageIn(hash: string) {
  const found = /^#([\w-]+\/[\w-]+)\/wire\/(.+)$/.exec(hash);
  const bench =
    found &&
    document.querySelector<HTMLElement>(
      `.bench[data-example="${CSS.escape(found[1]!)}"]`,
    );
  return bench ? { bench, message: found[2]! } : undefined;
}

/** Brings the place that the address names into view, if it names one. */
export async function showPlace() {
  const wire = messageIn(decodeURIComponent(location.hash));
  if (wire) {
    const { showMessage } = await import('./wire/wire-place.ts');
    await showMessage(wire.bench, wire.message);
    return wire.bench.querySelector('.wire')!.scrollIntoView({
      block: 'nearest',
    });
  }
  for (const message of document.querySelectorAll('.message.at'))
    message.classList.remove('at');
  const figure = lightPlace(true);
  const line = figure?.querySelector('pre .at');
  (line?.checkVisibility() ? line : figure)?.scrollIntoView({
    block: 'nearest',
  });
}

/** Makes a place the page's address: one step back leads away from it. */
export function goTo(place: Place) {
  location.hash = hashOf(place);
}

/** The same without a step of its own, for what is passed on the way. */
export function passBy(place: Place) {
  history.replaceState(null, '', hashOf(place));
  showPlace();
}

/** The line before or after the one of the address, in the shown file. */
export function stepLine(figure: HTMLElement, step: 1 | -1) {
  const file = fileOf(figure);
  const place = placeIn(decodeURIComponent(location.hash));
  const lines = [...figure.querySelectorAll<HTMLElement>('[data-n]')];
  const at = lines.findIndex(
    (line) => place?.file === file && line.dataset.n === String(place.line),
  );
  const next = lines[at < 0 ? 0 : at + step];
  if (next) passBy({ file, line: Number(next.dataset.n) });
}
