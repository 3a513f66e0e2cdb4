import { hide, hoversIn, show } from './hover-box.ts';

/** The way through the names that each arrow key takes. */
const STEPS: Record<string, number> = {
  ArrowRight: 1,
  ArrowDown: 1,
  ArrowLeft: -1,
  ArrowUp: -1,
};

/**
 * Goes from name to name with the arrow keys, until Escape or until the
 * code loses the focus.
 */
export async function readTypes(figure: HTMLElement) {
  const code = figure.querySelector('pre')!;
  const hovers = await hoversIn(figure);
  if (hovers.length === 0) return;
  let at = 0;
  const go = (step: number) => {
    at = (at + step + hovers.length) % hovers.length;
    hovers[at]!.line.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    show(hovers[at]!);
  };
  const stop = () => {
    hide();
    code.removeEventListener('keydown', onKey);
    code.removeEventListener('blur', stop);
  };
  const onKey = (press: KeyboardEvent) => {
    const step = STEPS[press.key];
    if (step) {
      press.preventDefault();
      go(step);
    } else if (press.key === 'Escape') {
      // Closes the box, and not also a run of the same panel.
      press.stopPropagation();
      stop();
    }
  };
  code.focus();
  code.addEventListener('keydown', onKey);
  code.addEventListener('blur', stop);
  go(0);
}
