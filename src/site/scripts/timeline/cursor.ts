import { STEP } from './axis.ts';
import type { Picture } from './picture.ts';
import { svg } from './svg.ts';

/** From an event to the edge of what is not yet. */
const EDGE = 6;

/**
 * Shows the picture as of a step: a light on it, and a veil over what comes
 * later. Undefined: all of it. Keeps the step in the view.
 */
export function showCursor(
  { drawing, layers, heights, places, drawn }: Picture,
  view: HTMLElement,
  step: number | undefined,
) {
  layers.now.replaceChildren();
  drawing.querySelector('.veil')?.remove();
  for (const lit of layers.events.querySelectorAll('.now'))
    lit.classList.remove('now');
  if (step === undefined) return;
  const x = places[step]?.x ?? 0;
  layers.now.append(
    svg('rect', {
      class: 'cursor',
      x: x + EDGE - STEP,
      y: 24,
      width: STEP,
      height: heights.all - 24,
    }),
  );
  drawing.append(
    svg('rect', {
      class: 'veil',
      x: x + EDGE,
      y: 0,
      width: Number(drawing.getAttribute('width')) - x,
      height: heights.all,
    }),
  );
  drawn[step]?.classList.add('now');
  keepInView(view, x, drawing);
}

function keepInView(view: HTMLElement, x: number, drawing: Element) {
  const names = drawing.previousElementSibling!.clientWidth;
  const room = view.clientWidth - names;
  const from = x - view.scrollLeft;
  // Not the last pixel: what comes next is of interest as well.
  if (from < 2 * STEP) view.scrollLeft = x - room / 2;
  else if (from > room - 3 * STEP) view.scrollLeft = x - room / 3;
}
