import { makeEditor, type Editor } from '../edit/editor.ts';
import { editing } from '../lines.ts';
import { labToken } from '../lab-token.ts';
import { Answer } from './answer.ts';
import { showAnswerBar } from './answer-bar.ts';
import { pressCheck } from './check-run.ts';

/** Milliseconds after the last key until an answer is saved. */
const SAVE_MS = 800;

/** The learner's side of an exercise's bench. */
export interface Exercise {
  bench: HTMLElement;
  figure: HTMLElement;
  answer: Answer;
  /** Once the learner has begun to write. */
  editor: Editor | undefined;
  timer?: ReturnType<typeof setTimeout>;
}

const opened = new WeakMap<HTMLElement, Promise<Exercise>>();

/**
 * Opens the exercise of a bench: what the learner has written is shown.
 * @throws {Error} with a sentence for the reader, when that cannot be had.
 */
export function openExercise(bench: HTMLElement): Promise<Exercise> {
  const known = opened.get(bench);
  if (known) return known;
  const exercise = open(bench);
  opened.set(bench, exercise);
  exercise.catch((error: Error) => {
    opened.delete(bench);
    say(bench, error.message);
  });
  return exercise;
}

async function open(bench: HTMLElement): Promise<Exercise> {
  const answer = new Answer(bench.dataset.lesson!);
  const figure = bench.querySelector<HTMLElement>('.source')!;
  const exercise: Exercise = { bench, figure, answer, editor: undefined };
  await answer.load();
  if (answer.yours) startEditor(exercise);
  showAnswerBar(exercise);
  addEventListener('pagehide', () => void answer.save({ keepalive: true }));
  return exercise;
}

/** Edit, or Done while one writes. */
export async function pressWrite(bench: HTMLElement) {
  const exercise = await openExercise(bench);
  if (exercise.figure.dataset.editing === 'now') leave(exercise);
  else enter(exercise);
}

/** Puts the cursor into the answer. */
export function enter(exercise: Exercise, line?: number) {
  startEditor(exercise);
  const { editor, figure } = exercise;
  const { top } = figure.getBoundingClientRect();
  const at = { line: line ?? 1, y: top + figure.clientHeight / 3 };
  editor!.focus(line === undefined ? undefined : at);
  if (line !== undefined) editor!.light('at', [line], true);
}

function startEditor(exercise: Exercise) {
  if (exercise.editor) return;
  const { answer, figure, bench } = exercise;
  const editor = makeEditor(answer.text, 'Your answer', {
    onText: (text) => wrote(exercise, text),
    onRun: () => void pressCheck(exercise, { stops: false }),
    onLeave: () => leave(exercise),
    onEnter: () => {
      figure.dataset.editing = 'now';
      showButton(bench, 'Done');
    },
    onPoint: () => {},
    onNumber: () => {},
  });
  exercise.editor = editor;
  editor.host.addEventListener('focusout', () => {
    void saved(exercise);
  });
  editing.set(figure, (light, lines, show) => editor.light(light, lines, show));
  figure.append(editor.host);
  figure.dataset.editing = 'open';
}

function wrote(exercise: Exercise, text: string) {
  const { answer } = exercise;
  if (text === answer.text) return; // it was put there by us
  answer.write(text);
  clearTimeout(exercise.timer);
  exercise.timer = setTimeout(() => void saved(exercise), SAVE_MS);
}

async function saved(exercise: Exercise) {
  clearTimeout(exercise.timer);
  await exercise.answer.save();
  showAnswerBar(exercise);
}

function leave({ figure, bench }: Exercise) {
  figure.dataset.editing = 'open';
  showButton(bench, 'Edit');
  bench.querySelector<HTMLElement>('.write')!.focus();
}

function showButton(bench: HTMLElement, label: string) {
  bench.querySelector('.write')!.textContent = label;
}

/** Shows the text of the answer, after it was changed by a press. */
export function showText(exercise: Exercise) {
  if (exercise.answer.yours) startEditor(exercise);
  exercise.editor?.setText(exercise.answer.text);
  showAnswerBar(exercise);
}

/** Says something below a bench; it is read out. */
export function say(bench: HTMLElement, sentence: string) {
  bench.querySelector('.said')!.textContent = sentence;
}

/** Where there is no lab, nothing can be checked. */
export function needsLab(bench: HTMLElement): boolean {
  if (labToken()) return false;
  say(
    bench,
    `Checking needs the servers, and no lab serves this page. Your answer stays in this browser. To check it, type npm ci && npm start in the project’s folder, or save it as workbook/${bench.dataset.lesson}.ts and type npm run check -- ${bench.dataset.lesson}.`,
  );
  return true;
}
