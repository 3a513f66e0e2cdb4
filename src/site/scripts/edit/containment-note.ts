import { CONTAINMENT } from '../../../course/containment.ts';

/** Below a bench whose program will run here, as the reader wrote it. */
export function showContainment(bench: HTMLElement, edited: boolean) {
  const known = bench.querySelector<HTMLElement>('.containment');
  if (known) known.hidden = !edited;
  if (known || !edited) return;
  const note = document.createElement('details');
  note.className = 'containment';
  const summary = document.createElement('summary');
  summary.textContent = 'What your program may do';
  const sentence = document.createElement('p');
  sentence.textContent = CONTAINMENT;
  note.append(summary, sentence);
  bench.querySelector('.edits')!.after(note);
}
