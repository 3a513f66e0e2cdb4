/**
 * A light on lines of code: `at`, the place that the address names; `lit`,
 * what the pointer or the focus is on, or what belongs to it.
 */
export type Light = 'at' | 'lit';

/**
 * Lights these lines of a figure's file, by their numbers in the original, or
 * in the reader's own text.
 */
type LightLines = (
  light: Light,
  lines: number[],
  show: boolean,
  by?: 'line' | 'own',
) => void;

/** Figures whose code is being edited light lines in their own way. */
export const editing = new WeakMap<HTMLElement, LightLines>();

/** The line numbers that a figure shows, of its original file. */
export function linesOf(figure: HTMLElement): number[] {
  return [...figure.querySelectorAll<HTMLElement>('[data-n]')].map((line) =>
    Number(line.dataset.n),
  );
}

/** Lights these lines in a figure, and no others; may scroll them into its view. */
export function lightIn(
  figure: HTMLElement,
  light: Light,
  lines: number[],
  show = false,
) {
  editing.get(figure)?.(light, lines, show);
  const lit: HTMLElement[] = [];
  for (const line of figure.querySelectorAll<HTMLElement>('[data-n]')) {
    const on = lines.includes(Number(line.dataset.n));
    line.classList.toggle(light, on);
    if (on) lit.push(line);
  }
  const [first] = lit;
  if (!show || !first) return;
  const { top } = first.getBoundingClientRect();
  const { bottom } = lit.at(-1)!.getBoundingClientRect();
  scrollInside(figure.querySelector('pre')!, top, bottom);
}

/**
 * Moves lines into the view of their own scroller, the first of them at
 * least, and the page not at all.
 */
export function scrollInside(
  scroller: HTMLElement,
  top: number,
  bottom: number,
) {
  const inside = scroller.getBoundingClientRect();
  if (top < inside.top) scroller.scrollTop += top - inside.top;
  else if (bottom > inside.bottom)
    scroller.scrollTop += Math.min(bottom - inside.bottom, top - inside.top);
}

/** Every figure of the page that shows a part of this file. */
export function figuresOf(file: string): HTMLElement[] {
  return [
    ...document.querySelectorAll<HTMLElement>(
      `.source[data-hovers="${CSS.escape(file)}"], .bench[data-answer="${CSS.escape(file)}"] .source`,
    ),
  ];
}

/** The figure with the whole file, in the bench of its example. */
export function inBench(file: string): HTMLElement | undefined {
  return figuresOf(file).find((figure) => figure.closest('.bench'));
}

/** Makes a figure's file the one that its bench shows. */
export function selectFile(figure: HTMLElement) {
  const radio = figure.previousElementSibling?.previousElementSibling;
  if (!(radio instanceof HTMLInputElement) || radio.checked) return;
  radio.checked = true;
  radio.dispatchEvent(new Event('change', { bubbles: true }));
}
