import { pathToFileURL } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import type { CheckResult } from '../../course/check-result.ts';
import { verdictOf } from '../../course/check-result.ts';
import type { LessonStatus } from '../../course/progress.ts';
import type { Running } from './answer-checks.ts';
import { checkLines } from '../check-lines.ts';

/** A lesson in the list, and how far it is. */
export interface Listed {
  name: string;
  title: string;
  status: LessonStatus;
}

/** What `npm run learn` shows. */
export interface Shown {
  lesson: Listed;
  /** Path of the answer, as the learner would write it, and in full. */
  answer: { shown: string; full: string };
  lessons: Listed[];
  /** What the last check found; undefined while one runs. */
  result: CheckResult | undefined;
  /** Names of the tests that are over while a check runs. */
  running: Running;
  /** Hints that were asked for, of so many. */
  hints: { shown: string[]; all: number };
  /** Which lesson of the list is chosen, where the list is open. */
  chosen: number | undefined;
  /** A sentence on what was just done. */
  said: string | undefined;
}

const KEYS = 'n next   h hint   l list   c check all   r reset   q quit';
const LIST_KEYS = 'j down   k up   Enter open   l back   q quit';

const MARKS: Record<LessonStatus, string> = {
  new: ' ',
  read: '·',
  'open again': '○',
  solved: '✓',
  'solved after seeing the solution': '✓',
};

/** The screen as lines, without what positions them. */
export function screenOf(shown: Shown): string[] {
  const { lesson, answer, lessons, said } = shown;
  const body = shown.chosen === undefined ? exercise(shown) : list(shown);
  return [
    `${bold(lesson.title)}  ${lesson.name}`,
    linked(answer.shown, answer.full),
    '',
    ...body,
    '',
    ...(said ? [said, ''] : []),
    progressBar(lessons),
    shown.chosen === undefined ? KEYS : LIST_KEYS,
  ];
}

function exercise({ result, running, hints, answer }: Shown): string[] {
  const asked = hints.shown.flatMap((hint, index) => [
    '',
    `Hint ${index + 1} of ${hints.all}: ${hint}`,
  ]);
  if (!result) {
    const { done, name = 'the servers are made ready' } = running;
    return [`Checking … ${done} tests are over; now: ${name}`, ...asked];
  }
  const lines = checkLines(result, answer.shown).map((line) =>
    linkedInside(line, answer),
  );
  const done =
    verdictOf(result) === 'passed' ? ['', 'Done ✓  Press n for the next.'] : [];
  return [...lines, ...done, ...asked];
}

function list({ lessons, chosen }: Shown): string[] {
  return lessons.map(({ name, title, status }, index) => {
    const at = index === chosen ? '>' : ' ';
    const note = status === 'new' ? '' : `  (${status})`;
    return `${at} ${MARKS[status]} ${name.padEnd(28)} ${title}${note}`;
  });
}

/** How many lessons are solved, as a bar. */
export function progressBar(lessons: readonly Listed[], width = 30): string {
  const solved = lessons.filter(({ status }) => status.startsWith('solved'));
  const full = Math.round(
    (solved.length / Math.max(1, lessons.length)) * width,
  );
  const bar = '#'.repeat(full) + '-'.repeat(width - full);
  return `Solved [${bar}] ${solved.length}/${lessons.length}`;
}

/**
 * A path that a terminal opens when it is clicked: OSC 8, which those that do
 * not know it pass over.
 * https://gist.github.com/egmontkob/eb114294efbcd5adb1944c9f3cb5feda
 */
function linked(text: string, file: string): string {
  return `\x1b]8;;${pathToFileURL(file).href}\x1b\\${text}\x1b]8;;\x1b\\`;
}

function linkedInside(line: string, { shown, full }: Shown['answer']): string {
  const at = line.indexOf(`${shown}:`);
  if (at < 0) return line;
  const [place] = line.slice(at).split(' ');
  return line.replace(place!, linked(place!, full));
}

function bold(text: string): string {
  return `\x1b[1m${stripVTControlCharacters(text)}\x1b[22m`;
}
