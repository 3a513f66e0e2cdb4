import type { Example } from '../../course/example.ts';
import type { Lesson } from '../../course/lesson.ts';
import { calledIn } from './called-in.ts';
import { idOf } from './name-of.ts';
import { isNothing } from '../../course/recap-table.ts';
import type { RecapLine } from './recap-lines.ts';
import { saysTheSame } from './same-line.ts';
import { lineOfSent } from './sent-line.ts';
import type { Sent } from './sent.ts';

/** A place in an example: `redis/keys.ts`, line 12. */
export interface Use {
  example: string;
  file: string;
  line: number;
}

/** One way to give a command; the cells are Markdown. */
export type CommandLine = Pick<
  RecapLine,
  'form' | 'client' | 'call' | 'python' | 'says'
>;

/** What is known of a command, in all its lines. */
export interface CommandRow {
  id: string;
  name: string;
  /** Other names that lead here: `EXEC`, told with `MULTI`. */
  also: string[];
  lines: CommandLine[];
  /** Names of the lessons that teach it, or of the first that shows it. */
  lessons: string[];
  /** Those that send it, the lessons' own first. */
  examples: Use[];
}

type Draft = Omit<CommandRow, 'id' | 'examples'> & {
  /** How many of its lines are of lessons before the last one. */
  earlier: number;
};

/**
 * The rows of a track's table: what its lessons' recaps tell, and what its
 * examples send by a call of a client; in the order of the course.
 */
export function commandRows(
  lessons: readonly Lesson[],
  lines: readonly RecapLine[],
  sent: readonly Sent[],
  examples: readonly Example[],
): CommandRow[] {
  const drafts = new Map<string, Draft>();
  for (const line of lines) tell(drafts, line);
  const byName = Map.groupBy(sent, ({ name }) => name);
  for (const [name, all] of byName) addSent(drafts, name, all, lessons);
  const order = lessons.map(({ name }) => name);
  const place = ({ lessons: [first = ''] }: Draft) => order.indexOf(first);
  return [...new Set(drafts.values())]
    .sort((a, b) => place(a) - place(b))
    .map(({ earlier: _, ...draft }) => ({
      ...draft,
      id: idOf(draft.name),
      examples: usesOf(draft, byName, lessons, examples),
    }));
}

/** Adds what a recap says, unless an earlier lesson has said the same. */
function tell(
  drafts: Map<string, Draft>,
  { lesson, names, ...line }: RecapLine,
) {
  const [name = '', ...also] = names;
  const draft = drafts.get(name) ?? emptyDraft(name);
  for (const each of names) if (!drafts.has(each)) drafts.set(each, draft);
  for (const each of also)
    if (each !== draft.name && !draft.also.includes(each))
      draft.also.push(each);
  if (draft.lessons.at(-1) !== lesson) {
    draft.earlier = draft.lines.length;
    draft.lessons.push(lesson);
  }
  const known = draft.lines
    .slice(0, draft.earlier)
    .find((each) => saysTheSame(line, each));
  if (!known) draft.lines.push(line);
  else if (isNothing(known.python)) known.python = line.python;
}

function emptyDraft(name: string): Draft {
  return { name, also: [], lines: [], lessons: [], earlier: 0 };
}

/** Adds what only recordings tell: a command, or how memjs gives it. */
function addSent(
  drafts: Map<string, Draft>,
  name: string,
  all: Sent[],
  lessons: readonly Lesson[],
) {
  const draft = drafts.get(name) ?? emptyDraft(name);
  for (const [client, calls] of Map.groupBy(all, (each) => each.client ?? '')) {
    const isTold = draft.lines.some((line) => line.client === client);
    const tells = draft.lines.length === 0 || client === 'memjs';
    if (client === '' || isTold || !tells) continue;
    draft.lines.push(lineOfSent(calls, draft.lines.length > 0));
    drafts.set(name, draft);
  }
  if (draft.lessons.length > 0 || !drafts.has(name)) return;
  const used = new Set(all.map(({ example }) => example));
  const first = lessons.find(({ frontmatter }) =>
    frontmatter.examples.some((example) => used.has(example)),
  );
  if (first) draft.lessons.push(first.name);
}

/** Where a command is sent; of what sends none, where it is called. */
function usesOf(
  { name, also, lines, lessons: taught }: Omit<Draft, 'earlier'>,
  sent: Map<string, Sent[]>,
  lessons: readonly Lesson[],
  examples: readonly Example[],
): Use[] {
  const own = lessons
    .filter((lesson) => taught.includes(lesson.name))
    .flatMap(({ frontmatter }) => frontmatter.examples);
  const found: Use[] = [name, ...also].flatMap((each) => sent.get(each) ?? []);
  const uses =
    found.length > 0
      ? found
      : calledIn(
          examples.filter((each) => own.includes(each.name)),
          lines,
        );
  const first = new Map<string, Use>();
  for (const { example, file, line } of uses)
    if (!first.has(example)) first.set(example, { example, file, line });
  const isOwn = (use: Use) => Number(!own.includes(use.example));
  return [...first.values()].sort((a, b) => isOwn(a) - isOwn(b));
}
