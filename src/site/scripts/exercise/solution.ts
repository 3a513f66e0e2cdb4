import { element } from '../state/element.ts';
import { labToken } from '../lab-token.ts';
import { exerciseFiles } from './exercise-files.ts';
import { openExercise } from './exercise-panel.ts';
import { solutionDiff } from './solution-diff.ts';

/** Shows the solution, or hides it; before a pass one is asked first. */
export async function pressSolution(button: HTMLElement) {
  const part = button.closest<HTMLElement>('.solution')!;
  const shown = part.querySelector<HTMLElement>('.shown')!;
  if (shown.hasChildNodes()) {
    shown.replaceChildren();
    button.textContent = 'Solution';
    return;
  }
  if (benchOf(part).dataset.verdict === 'passed') return show(part);
  const yes = element('button', { type: 'button' }, 'show me');
  const no = element('button', { type: 'button' }, 'not yet');
  no.addEventListener('click', () => {
    shown.replaceChildren();
    button.focus();
  });
  yes.addEventListener('click', async () => {
    const { noteSolutionSeen } = await import('../progress/note.ts');
    noteSolutionSeen(part.dataset.lesson!);
    await show(part);
  });
  const warning =
    'This is a whole answer. Once you have read it, the exercise counts as solved after seeing the solution.';
  shown.replaceChildren(
    element('p', { className: 'warning' }, warning, ' ', yes, ' ', no),
  );
  yes.focus();
}

async function show(part: HTMLElement) {
  const shown = part.querySelector<HTMLElement>('.shown')!;
  part.querySelector('.solve')!.textContent = 'Hide the solution';
  try {
    const { solution } = await exerciseFiles(part.dataset.lesson!);
    const { answer } = await openExercise(benchOf(part));
    shown.replaceChildren(solutionDiff(answer.text, solution));
  } catch (error) {
    shown.replaceChildren(element('p', {}, (error as Error).message));
  }
}

/** After a pass: one may look at it at no cost. */
export function offerSolution(bench: HTMLElement) {
  const part = bench.closest('.exercise')!.querySelector('.solution .solve')!;
  if (part.textContent === 'Solution' && labToken())
    part.textContent = 'Compare with the solution';
}

function benchOf(part: HTMLElement): HTMLElement {
  return part.closest('.exercise')!.querySelector<HTMLElement>('.bench')!;
}
