import { fileOf, figuresIn, nameOf, shownFigure } from '../bench.ts';
import { pointAtLine, pointAtOwnLine } from '../joined.ts';
import { editing } from '../lines.ts';
import { goTo, lightPlace } from '../place.ts';
import { showEditBar } from './edit-bar.ts';
import {
  edit,
  editsOf,
  isEdited,
  onEdited,
  openedFiles,
  openFile,
  type EditedFile,
} from './edited-files.ts';
import type { Editor, LineAt } from './editor.ts';
import { sameLines } from './same-lines.ts';

/** The editors that stand on the page, by their figure. */
const editors = new Map<HTMLElement, Editor>();

/** Edit, or Done while the shown file is being edited. */
export function pressEdit(bench: HTMLElement) {
  const figure = shownFigure(bench);
  if (figure.dataset.editing === 'now') leave(figure);
  else void enter(bench);
}

/** Puts the cursor into the shown file. */
export async function enter(bench: HTMLElement) {
  const figure = shownFigure(bench);
  try {
    const top = topLine(figure);
    (await editorIn(figure)).focus(top);
  } catch (error) {
    bench.querySelector('.said')!.textContent = (error as Error).message;
  }
}

/** Opens what the reader left edited on an earlier visit. */
export async function restoreEdits(bench: HTMLElement) {
  const files = figuresIn(bench).map(fileOf);
  await editsOf(bench.dataset.example!, files);
  showState(bench);
  for (const figure of figuresIn(bench))
    if (
      openedFiles().some(
        (each) => each.file === fileOf(figure) && isEdited(each),
      )
    )
      await editorIn(figure);
}

/** The first line that is in view of a file's own scroller, and where. */
function topLine(figure: HTMLElement): LineAt | undefined {
  const pre = figure.querySelector('pre')!;
  const { top } = pre.getBoundingClientRect();
  if (pre.scrollTop === 0) return undefined;
  const text = document.createRange();
  for (const line of figure.querySelectorAll<HTMLElement>('[data-n]')) {
    text.selectNodeContents(line);
    const y = text.getBoundingClientRect().top;
    if (line.textContent !== '' && y >= top)
      return { line: Number(line.dataset.n), y };
  }
  return undefined;
}

async function editorIn(figure: HTMLElement): Promise<Editor> {
  const bench = figure.closest<HTMLElement>('.bench')!;
  const [edited, { makeEditor }] = await Promise.all([
    openFile(bench.dataset.example!, fileOf(figure)),
    import('./editor.ts'),
  ]);
  const known = editors.get(figure);
  if (known) return known;
  const editor = makeEditor(edited.text, `Edit ${nameOf(edited.file)}`, {
    onText: (text) => edit(edited, text),
    onRun: () => void run(bench),
    onLeave: () => leave(figure),
    onEnter: () => {
      figure.dataset.editing = 'now';
      showState(bench);
    },
    onPoint(line) {
      const number = inOriginal(edited, line);
      if (number === undefined) pointAtOwnLine(figure, line);
      else pointAtLine(figure, number);
    },
    onNumber(line) {
      const number = inOriginal(edited, line);
      if (number !== undefined) goTo({ file: edited.file, line: number });
    },
  });
  editors.set(figure, editor);
  editing.set(figure, (light, lines, show, by) => {
    if (by === 'own') return editor.light(light, lines, show);
    const there = sameLines(edited.original.text, edited.text);
    const shown = lines.flatMap((line) => there.get(line) ?? []);
    editor.light(light, shown, show);
  });
  figure.append(editor.host);
  figure.dataset.editing = 'open';
  lightPlace();
  showState(bench);
  return editor;
}

/** The number of a line in the original, if it is still there. */
function inOriginal(
  { original, text }: EditedFile,
  line: number,
): number | undefined {
  return sameLines(text, original.text).get(line);
}

async function run(bench: HTMLElement) {
  const { startRun } = await import('../run-panel.ts');
  startRun(bench);
}

/** Back to reading; what was edited stays, and stays in view. */
function leave(figure: HTMLElement) {
  const bench = figure.closest<HTMLElement>('.bench')!;
  figure.dataset.editing = 'open';
  closeIfUnchanged(figure);
  showState(bench);
  bench.querySelector<HTMLElement>('.edit')!.focus();
}

function closeIfUnchanged(figure: HTMLElement) {
  const file = openedFiles().find((each) => each.file === fileOf(figure));
  if (figure.dataset.editing === 'now' || !file || isEdited(file)) return;
  editors.get(figure)?.destroy();
  editors.get(figure)?.host.remove();
  editors.delete(figure);
  editing.delete(figure);
  delete figure.dataset.editing;
}

/** Marks what is edited: on the tabs, in the bar and on the button. */
function showState(bench: HTMLElement) {
  for (const figure of figuresIn(bench)) {
    const file = openedFiles().find((each) => each.file === fileOf(figure));
    const label = figure.previousElementSibling as HTMLElement;
    const edited = file !== undefined && isEdited(file);
    label.toggleAttribute('data-edited', edited);
    figure.toggleAttribute('data-edited', edited);
  }
  const now = shownFigure(bench).dataset.editing === 'now';
  bench.querySelector('.edit')!.textContent = now ? 'Done' : 'Edit';
  showEditBar(bench, openedFiles());
}

onEdited((edited) => {
  for (const bench of document.querySelectorAll<HTMLElement>(
    '.bench[data-example]',
  )) {
    for (const figure of figuresIn(bench)) {
      if (fileOf(figure) !== edited.file) continue;
      editors.get(figure)?.setText(edited.text);
      // An undone reset comes back into view.
      if (isEdited(edited)) void editorIn(figure);
      closeIfUnchanged(figure);
    }
    showState(bench);
  }
});

document.addEventListener('change', ({ target }) => {
  const bench = (target as Element).closest<HTMLElement>(
    '.bench[data-example]',
  );
  if (bench) showState(bench);
});
