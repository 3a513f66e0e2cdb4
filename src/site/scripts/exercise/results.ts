import type {
  CheckResult,
  Failure,
  TestResult,
} from '../../../course/check-result.ts';
import { taskAnchor } from '../../../course/task-anchor.ts';
import { plainText } from '../../terminal-text.ts';
import { element } from '../state/element.ts';

/** What is known of a test: it waits, runs, or is over. */
export type KnownTest =
  | { name: string; task: string; state: 'running' }
  | (TestResult & { state: 'over'; event: number });

/** What can be pressed in the results. */
export interface ResultEvents {
  /** A line of the answer. */
  onLine(line: number): void;
  /** A test that is over; `event` is the last of its events. */
  onTest(event: number): void;
}

/** Shows what a check has found so far, by task. */
export function showResults(
  place: HTMLElement,
  tests: readonly KnownTest[],
  on: ResultEvents,
) {
  const tasks = [...new Set(tests.map(({ task }) => task))];
  const first = tests.find((test) => test.state === 'over' && !test.passed);
  place.replaceChildren(
    ...tasks.map((task) => {
      const these = tests.filter((test) => test.task === task);
      return element(
        'section',
        {},
        taskTitle(task),
        element(
          'ol',
          {},
          ...these.map((test) => testItem(test, test === first, on)),
        ),
      );
    }),
  );
}

/** The task's name, which leads to the instruction. */
function taskTitle(task: string): HTMLElement {
  if (!task)
    return element('p', { className: 'task-title' }, 'Beside the tasks');
  const link = element('a', { href: `#${taskAnchor(task)}` }, task);
  return element('p', { className: 'task-title' }, link);
}

function testItem(test: KnownTest, open: boolean, on: ResultEvents) {
  if (test.state === 'running')
    return element('li', { className: 'runs' }, mark('…', 'runs'), test.name);
  const { name, passed, failure, event } = test;
  const item = element('li', { className: passed ? 'passed' : 'failed' });
  const sign = passed ? mark('✓', 'passed') : mark('✗', 'failed');
  if (!failure) {
    item.append(sign, name);
    return item;
  }
  const details = element('details', { open });
  details.append(element('summary', {}, sign, name), ...shown(failure, on));
  // Not at its toggle: the first one opens by itself.
  details.firstElementChild!.addEventListener('click', () => on.onTest(event));
  item.append(details);
  return item;
}

/** A sign, and what it says to who cannot see it. */
function mark(sign: string, word: string): HTMLElement {
  const hidden = element(
    'span',
    { ariaHidden: 'true', className: 'mark' },
    sign,
  );
  const said = element('span', { className: 'spoken' }, `${word}: `);
  return element('span', {}, hidden, said);
}

function shown(failure: Failure, on: ResultEvents): HTMLElement[] {
  const { message, expected, found, line } = failure;
  const parts = [
    element('p', { className: 'message' }, message),
    ...(found === undefined ? [] : [value('found', found)]),
    ...(expected === undefined ? [] : [value('expected', expected)]),
  ];
  if (line !== undefined) parts.push(lineButton(line, on));
  return parts;
}

function value(name: string, text: string): HTMLElement {
  return element(
    'div',
    { className: 'value' },
    element('span', {}, name),
    element('pre', {}, text),
  );
}

function lineButton(line: number, on: ResultEvents): HTMLElement {
  const button = element('button', { type: 'button' }, `line ${line}`);
  button.addEventListener('click', () => on.onLine(line));
  return element('p', {}, button);
}

/** Shows why an answer could not be checked at all. */
export function showBroken(
  place: HTMLElement,
  { message, line }: NonNullable<CheckResult['broken']>,
  on: ResultEvents,
) {
  place.replaceChildren(
    element(
      'div',
      { className: 'broken' },
      element('p', {}, 'Your answer could not be checked.'),
      element('pre', {}, message),
      ...(line === undefined ? [] : [lineButton(line, on)]),
    ),
  );
}

/** Adds what fails no test and should be known, and what was printed. */
export function showNotes(
  place: HTMLElement,
  { notes, printed }: Pick<CheckResult, 'notes' | 'printed'>,
) {
  for (const note of notes)
    place.append(element('p', { className: 'note' }, note));
  if (!printed) return;
  const text = element('pre', {}, plainText(printed));
  const title = element('summary', {}, 'What it printed');
  place.append(element('details', { className: 'printed' }, title, text));
}

/** Adds the way on, after a pass. */
export function showNext(place: HTMLElement) {
  const next = document.querySelector<HTMLAnchorElement>(
    '.lesson-foot [rel=next]',
  );
  if (!next) return;
  const title = next.lastChild!.textContent!.trim();
  const link = element('a', { href: next.href }, title);
  place.append(element('p', { className: 'next' }, 'Next: ', link));
}

/** A check in a sentence: how many pass, and which is the first that fails. */
export function sentenceOf({ tests, broken }: CheckResult): string {
  if (broken) return 'Your answer could not be checked.';
  const passed = tests.filter((test) => test.passed).length;
  const first = tests.find((test) => !test.passed);
  if (!first) return `All ${tests.length} tests pass. The exercise is solved.`;
  return `${passed} of ${tests.length} tests pass. The first that fails: ${first.name}.`;
}
