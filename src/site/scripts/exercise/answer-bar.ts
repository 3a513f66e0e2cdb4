import { element } from '../state/element.ts';
import { say, showText, type Exercise } from './exercise-panel.ts';

interface Line {
  sentence: string;
  actions: { label: string; act: () => unknown }[];
}

/** Says below the answer how it stands with it, and offers the way back. */
export function showAnswerBar(exercise: Exercise) {
  const { bench } = exercise;
  const bar = bench.querySelector<HTMLElement>('.edits')!;
  const lines = linesOf(exercise);
  const said = JSON.stringify(lines);
  // Said again only when it changed: it is read out.
  if (bar.dataset.said === said) return;
  bar.dataset.said = said;
  const hadFocus = bar.contains(document.activeElement);
  bar.replaceChildren(
    ...lines.map(({ sentence, actions }) =>
      element(
        'p',
        {},
        sentence,
        ...actions.flatMap((each) => [' ', button(exercise, each)]),
      ),
    ),
  );
  if (hadFocus) (bar.querySelector('button') ?? bench).focus();
}

function linesOf({ answer }: Exercise): Line[] {
  const lines: Line[] = [];
  const { conflict, unsaved, undo, yours, lesson } = answer;
  if (conflict)
    lines.push({
      sentence: conflict.why,
      actions: [
        { label: 'keep this one', act: () => answer.keepMine() },
        { label: 'take the one in the file', act: () => answer.takeTheirs() },
      ],
    });
  else if (unsaved)
    lines.push({
      sentence: `Not saved in the workbook; this browser has it. ${unsaved}`,
      actions: [{ label: 'save now', act: () => answer.save() }],
    });
  if (yours)
    lines.push({
      sentence: `workbook/${lesson}.ts is yours.`,
      actions: [
        { label: 'reset', act: () => answer.reset() },
        { label: 'download', act: () => download(lesson, answer.text) },
      ],
    });
  if (undo)
    lines.push({
      sentence: 'What the last reset took away is kept.',
      actions: [{ label: 'undo', act: () => answer.undoReset() }],
    });
  return lines;
}

function button(
  exercise: Exercise,
  { label, act }: Line['actions'][number],
): HTMLElement {
  const made = element('button', { type: 'button' }, label);
  made.addEventListener('click', async () => {
    try {
      await act();
    } catch (error) {
      say(exercise.bench, (error as Error).message);
    }
    showText(exercise);
  });
  return made;
}

function download(lesson: string, text: string) {
  const file = new Blob([text], { type: 'text/plain' });
  const link = element('a', {
    href: URL.createObjectURL(file),
    download: `${lesson.slice(lesson.indexOf('/') + 1)}.ts`,
  });
  link.click();
  URL.revokeObjectURL(link.href);
}
