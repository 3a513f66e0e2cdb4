import { UserError } from './user-error.ts';

/** What can be said of a lesson; `off` takes it back. */
const MARKS = {
  read: { on: 'read', off: 'unread' },
  saw: { on: 'saw solution', off: 'did not see solution' },
  solved: { on: 'solved', off: 'open again' },
} as const;

export type Mark = keyof typeof MARKS;

/** Since when a mark is set, or taken back. */
interface Noted {
  on: boolean;
  /** ISO 8601, in UTC, to the second. */
  time: string;
}

/** How far a learner is; also the text of `workbook/progress.txt`. */
export interface Progress {
  /** The lesson that was open last. */
  at?: { lesson: string; time: string };
  lessons: Record<string, Partial<Record<Mark, Noted>>>;
  /** Lines that are none of ours: kept as they are. */
  others: string[];
}

export type LessonStatus =
  'new' | 'read' | 'open again' | 'solved' | 'solved after seeing the solution';

const VERSION = 1;
const HEAD = '# Roundtrip: how far you are. Copy this file to take it along.';
const TIME = String.raw`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ`;
const LESSON = String.raw`[a-z]+/[a-z0-9-]+`;

/** A moment as progress has it. */
export function timeOf(date: Date): string {
  return date.toISOString().replace(/\.\d+Z$/, 'Z');
}

/**
 * Reads progress. What is not understood is kept, never dropped.
 * @throws {UserError} when it is of a newer Roundtrip.
 */
export function parseProgress(text: string): Progress {
  const progress: Progress = { lessons: {}, others: [] };
  for (const line of text.split(/\r?\n/)) {
    if (line.trim() === '' || line === HEAD) continue;
    const version = /^version (\d+)\s*$/.exec(line)?.[1];
    if (version !== undefined) {
      if (Number(version) <= VERSION) continue;
      throw new UserError(
        `This progress was written by a newer Roundtrip: it is of version ${version}, and this one reads up to ${VERSION}. Update Roundtrip; nothing was changed.`,
      );
    }
    if (!readLine(progress, line)) progress.others.push(line);
  }
  return progress;
}

/** Whether the line was one of ours. */
function readLine(progress: Progress, line: string): boolean {
  const at = new RegExp(`^at (${LESSON}) (${TIME})\\s*$`).exec(line);
  if (at) {
    progress.at = laterAt(progress.at, { lesson: at[1]!, time: at[2]! });
    return true;
  }
  const [, lesson, said = ''] =
    new RegExp(`^(${LESSON}): (.+?)\\s*$`).exec(line) ?? [];
  if (!lesson) return false;
  const marks: Partial<Record<Mark, Noted>> = {};
  for (const part of said.split(', ')) {
    const [, word, time] = new RegExp(`^(.+) (${TIME})$`).exec(part) ?? [];
    const mark = (Object.keys(MARKS) as Mark[]).find(
      (each) => MARKS[each].on === word || MARKS[each].off === word,
    );
    if (!mark || !time) return false;
    marks[mark] = { on: MARKS[mark].on === word, time };
  }
  progress.lessons[lesson] = mergeMarks(progress.lessons[lesson] ?? {}, marks);
  return true;
}

/** Progress as a text; a line a lesson, in alphabetical order. */
export function formatProgress({ at, lessons, others }: Progress): string {
  const lines = Object.keys(lessons)
    .sort()
    .map((lesson) => {
      const said = (Object.keys(MARKS) as Mark[]).flatMap((mark) => {
        const noted = lessons[lesson]![mark];
        if (!noted) return [];
        return `${noted.on ? MARKS[mark].on : MARKS[mark].off} ${noted.time}`;
      });
      return said.length > 0 ? [`${lesson}: ${said.join(', ')}`] : [];
    });
  return [
    ...[HEAD, `version ${VERSION}`],
    ...(at ? [`at ${at.lesson} ${at.time}`] : []),
    ...lines.flat(),
    ...others,
    '',
  ].join('\n');
}

/**
 * Both together: of each mark what was noted later. In whatever order and
 * however often texts are merged, the same comes out.
 */
export function mergeProgress(one: Progress, other: Progress): Progress {
  const names = new Set([
    ...Object.keys(one.lessons),
    ...Object.keys(other.lessons),
  ]);
  const at =
    one.at && other.at ? laterAt(one.at, other.at) : (one.at ?? other.at);
  return {
    ...(at && { at }),
    lessons: Object.fromEntries(
      [...names].map((name) => [
        name,
        mergeMarks(one.lessons[name] ?? {}, other.lessons[name] ?? {}),
      ]),
    ),
    others: [...new Set([...one.others, ...other.others])].sort(),
  };
}

function mergeMarks(
  one: Progress['lessons'][string],
  other: Progress['lessons'][string],
) {
  const marks: Partial<Record<Mark, Noted>> = {};
  for (const mark of Object.keys(MARKS) as Mark[]) {
    const [a, b] = [one[mark], other[mark]];
    const later = !a || (b && after(b, a)) ? b : a;
    if (later) marks[mark] = later;
  }
  return marks;
}

/** At the same second what is set wins over what is taken back. */
function after(a: Noted, b: Noted): boolean {
  return a.time > b.time || (a.time === b.time && a.on && !b.on);
}

type At = NonNullable<Progress['at']>;

function laterAt(a: At | undefined, b: At): At {
  if (!a) return b;
  return `${b.time} ${b.lesson}` > `${a.time} ${a.lesson}` ? b : a;
}

/** How far a lesson is, in one word or some. */
export function statusOf(progress: Progress, lesson: string): LessonStatus {
  const { read, saw, solved } = progress.lessons[lesson] ?? {};
  if (solved?.on)
    return saw?.on ? 'solved after seeing the solution' : 'solved';
  if (solved) return 'open again';
  return read?.on ? 'read' : 'new';
}

/** With a mark that is set, or taken back, at that time. */
export function withMark(
  progress: Progress,
  lesson: string,
  mark: Mark,
  { on, time }: Noted,
): Progress {
  const marks = progress.lessons[lesson] ?? {};
  return {
    ...progress,
    lessons: {
      ...progress.lessons,
      [lesson]: { ...marks, [mark]: { on, time } },
    },
  };
}

/** With the verdict on an answer: one that fails opens a solved lesson again. */
export function withVerdict(
  progress: Progress,
  lesson: string,
  passed: boolean,
  time: string,
): Progress {
  const solved = progress.lessons[lesson]?.solved?.on ?? false;
  if (passed === solved) return progress;
  return withMark(progress, lesson, 'solved', { on: passed, time });
}

/** With the solution seen: that counts only while the exercise is open. */
export function withSolutionSeen(
  progress: Progress,
  lesson: string,
  time: string,
): Progress {
  if (progress.lessons[lesson]?.solved?.on) return progress;
  return withMark(progress, lesson, 'saw', { on: true, time });
}
