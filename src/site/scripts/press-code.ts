import { fileOf } from './bench.ts';
import { openInBench } from './joined.ts';
import { goTo } from './place.ts';

/** A click on shown code: on a line number, or on a block of the prose. */
export function pressCode(figure: HTMLElement, target: Element, x: number) {
  const line = target.closest<HTMLElement>('[data-n]');
  if (line && x < endOfNumber(line)) {
    goTo({ file: fileOf(figure), line: Number(line.dataset.n) });
    openInBench(figure);
    // Who marks text to copy it means nothing else.
  } else if (getSelection()?.isCollapsed) openInBench(figure);
}

/** Where the number that is drawn before a line ends. */
function endOfNumber(line: HTMLElement): number {
  const { width, marginRight } = getComputedStyle(line, '::before');
  const { left } = line.getClientRects()[0] ?? line.getBoundingClientRect();
  return left + parseFloat(width) + parseFloat(marginRight) / 2;
}
