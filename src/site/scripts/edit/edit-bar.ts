import { fileOf, figuresIn, nameOf } from '../bench.ts';
import {
  allEdited,
  isEdited,
  reset,
  takeOffered,
  undoReset,
  type EditedFile,
} from './edited-files.ts';
import { labToken } from '../lab-token.ts';
import { showContainment } from './containment-note.ts';
import { isOnlyOnThisPage } from './kept-edits.ts';

/** A line of the bar: a sentence, and what can be done about it. */
interface Line {
  sentence: string;
  actions: { label: string; act: () => void }[];
}

function offer(edited: EditedFile): Line {
  const name = nameOf(edited.file);
  return {
    sentence: `${name} has changed since you edited it.`,
    actions: [
      { label: 'keep yours', act: () => takeOffered(edited) },
      { label: 'take the new one', act: () => reset([edited]) },
    ],
  };
}

function undo(name: string, files: EditedFile[]): Line {
  const names = files.map(({ file }) => nameOf(file)).join(', ');
  return {
    sentence: `${names} ${files.length > 1 ? 'are' : 'is'} as the course has ${files.length > 1 ? 'them' : 'it'}.`,
    actions: [{ label: 'undo', act: () => undoReset(name) }],
  };
}

function edits(files: EditedFile[]): Line {
  const actions = files.map((edited) => ({
    label: `reset ${nameOf(edited.file)}`,
    act: () => reset([edited]),
  }));
  const all = allEdited();
  if (all.length > 1)
    actions.push({
      label: `reset all ${all.length} files of this lesson`,
      act: () => reset(allEdited()),
    });
  const lost = files.some(({ file }) => isOnlyOnThisPage(file));
  return {
    sentence: lost
      ? 'Edited. This browser keeps nothing: the edit is gone when the page is.'
      : 'Edited.',
    actions,
  };
}

/** What is to be said of the files of one bench. */
function linesFor(files: EditedFile[]): Line[] {
  const lines = files.filter(({ offered }) => offered !== undefined).map(offer);
  const changed = files.filter(isEdited);
  if (changed.length > 0) lines.push(edits(changed));
  const resets = new Set(files.flatMap(({ before }) => before?.reset ?? []));
  for (const name of resets)
    lines.push(
      undo(
        name,
        files.filter(({ before }) => before?.reset === name),
      ),
    );
  return lines;
}

/** Says below the code of a bench what was edited, and offers the way back. */
export function showEditBar(bench: HTMLElement, opened: EditedFile[]) {
  const own = figuresIn(bench).map(fileOf);
  const files = opened.filter(({ file }) => own.includes(file));
  const lines = linesFor(files);
  const bar = barOf(bench);
  if (labToken()) showContainment(bench, files.some(isEdited));
  const said = JSON.stringify(lines);
  // Said again only when it changed: it is read out.
  if (bar.dataset.said === said) return;
  bar.dataset.said = said;
  const hadFocus = bar.contains(document.activeElement);
  bar.replaceChildren(...lines.map(paragraph));
  if (hadFocus)
    (
      bar.querySelector('button') ?? bench.querySelector<HTMLElement>('.edit')
    )?.focus();
}

function barOf(bench: HTMLElement): HTMLElement {
  const known = bench.querySelector<HTMLElement>('.edits');
  if (known) return known;
  const bar = document.createElement('div');
  bar.className = 'edits';
  bar.setAttribute('role', 'status');
  bench.querySelector('.files')!.after(bar);
  return bar;
}

function paragraph({ sentence, actions }: Line): HTMLElement {
  const line = document.createElement('p');
  line.append(sentence);
  for (const { label, act } of actions) {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = label;
    button.addEventListener('click', act);
    line.append(' ', button);
  }
  return line;
}
