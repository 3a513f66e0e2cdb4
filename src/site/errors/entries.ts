import type { Lesson } from '../../course/lesson.ts';
import { idOf } from '../commands/name-of.ts';
import type { SaidError, Speaker } from './said.ts';

/** Where an error comes about; the line of a file below `examples/`. */
export interface Place {
  example: string;
  at?: { file: string; line: number; code: string };
}

/** One wording of an error; others differ in names and numbers only. */
export interface Wording {
  text: string;
  places: Place[];
  /** Names of the lessons that explain it. */
  lessons: string[];
}

/** An error that one may look for. */
export interface ErrorEntry {
  id: string;
  speaker: Speaker;
  title: string;
  wordings: Wording[];
}

/** What was said in the run of an example. */
export interface SaidIn extends SaidError {
  example: string;
  /** The line of the program, where it is known. */
  asked?: string;
}

/** All errors, each once, in the order of the speakers and of its first run. */
export function errorEntries(
  said: readonly SaidIn[],
  lessons: readonly Lesson[],
): ErrorEntry[] {
  const entries = Map.groupBy(said, entryId);
  return [...entries].map(([id, all]) => ({
    id,
    speaker: all[0]!.speaker,
    title: titleOf(all[0]!),
    wordings: [...Map.groupBy(all, ({ text }) => shapeOf(text)).values()].map(
      (same) => ({
        text: longest(same.map(({ text }) => text)),
        places: placesOf(same),
        lessons: explainedIn(same, lessons),
      }),
    ),
  }));
}

/** Codes under which all kinds of errors are told. */
const GENERAL = /^(ERR|ERROR|CLIENT_ERROR|SERVER_ERROR)$/;

/** In which the words of a text make its id, and how many of them. */
const WORDS = 6;

function titleOf({ code, text }: SaidError): string {
  return GENERAL.test(code) ? shortText(text) : code;
}

/** Before what differs with the arguments. */
function shortText(text: string): string {
  return text.replace(/ \(.*| - .*|\. {2}.*/s, '');
}

function entryId({ speaker, code, text }: SaidError): string {
  if (speaker === 'postgres') return `sqlstate-${code.toLowerCase()}`;
  if (!GENERAL.test(code)) return idOf(code);
  const words = idOf(text.replace(/'[^']*'/g, '')).split('-');
  return words.slice(0, WORDS).join('-');
}

function shapeOf(text: string): string {
  return text
    .replace(/: \w+$/, '')
    .replace(/'[^']*'|"[^"]*"|\([^)]*\)|\b\d+\b/g, '_');
}

const longest = (texts: string[]) =>
  texts.reduce((best, text) => (text.length > best.length ? text : best));

function placesOf(same: SaidIn[]): Place[] {
  const first = new Map<string, Place>();
  for (const { example, source, asked = '' } of same) {
    if (first.get(example)?.at) continue;
    const at = source && {
      file: source.file.replace(/^examples\//, ''),
      line: source.line,
      code: asked,
    };
    first.set(example, { example, ...(at && { at }) });
  }
  return [...first.values()];
}

const MOST_LESSONS = 3;

/** Lessons that show one of its examples, those first that name it too. */
function explainedIn(same: SaidIn[], lessons: readonly Lesson[]): string[] {
  const examples = new Set(same.map(({ example }) => example));
  const { code, text } = same[0]!;
  const words = GENERAL.test(code) ? shortText(text) : code;
  const silent = ({ body }: Lesson) => Number(!body.includes(words));
  return lessons
    .filter(({ frontmatter }) =>
      frontmatter.examples.some((example) => examples.has(example)),
    )
    .sort((a, b) => silent(a) - silent(b))
    .slice(0, MOST_LESSONS)
    .map(({ name }) => name);
}
