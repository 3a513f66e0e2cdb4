import {
  verdictOf,
  type CheckResult,
  type TestResult,
} from '../../course/check-result.ts';
import type { Versions } from '../../course/event.ts';

/** How an answer stands; `not checked` is no fault of it. */
export const VERDICTS = [
  'passed',
  'failed',
  'broken',
  'missing',
  'not begun',
  'not checked',
] as const;
export type GradeVerdict = (typeof VERDICTS)[number];

/** One answer of one learner; `broken` says why, where no test does. */
export interface Grade extends CheckResult {
  lesson: string;
  verdict: GradeVerdict;
  /** Where a check has been made, when and of what. */
  checked?: Checked;
}

export interface Checked {
  /** ISO 8601. */
  at: string;
  seconds: number;
  /** Seconds that it had. */
  limit: number;
  /** Of the servers. */
  versions: Versions;
  /** Of all that the grade follows from. */
  fingerprint: string;
}

/** All answers of one learner, in the order of the lessons. */
export interface Row {
  name: string;
  folder: string;
  grades: Grade[];
}

/** What `grades.json` holds. */
export interface Grades {
  format: 'roundtrip grades 1';
  roundtrip: string;
  node: string;
  /** ISO 8601; when it was written. */
  date: string;
  /** Whether every answer was reached. */
  finished: boolean;
  counts: Record<GradeVerdict, number>;
  lessons: { name: string; title: string }[];
  workbooks: Row[];
  /** From before, and not asked for this time: they are not checked anew. */
  others: Row[];
}

/** The grade of an answer that has no tests to show. */
export function untested(
  lesson: string,
  verdict: Exclude<GradeVerdict, 'passed' | 'failed'>,
  message: string,
): Grade {
  return { lesson, verdict, tests: [], notes: [], broken: { message } };
}

/** Characters of a text that are kept: a learner's value may be of any size. */
const MOST_KEPT = 4000;

/** The grade of an answer that was checked. */
export function tested(
  lesson: string,
  result: CheckResult,
  checked: Checked,
): Grade {
  const { tests, notes, broken } = result;
  return {
    ...{ lesson, verdict: verdictOf(result), checked },
    tests: tests.map((test) => shortened(test)),
    notes: notes.map(cut),
    ...(broken && { broken: { ...broken, message: cut(broken.message) } }),
  };
}

function shortened({ failure, ...test }: TestResult): TestResult {
  if (!failure) return test;
  const texts = Object.entries(failure).map(
    ([name, value]) =>
      [name, typeof value === 'string' ? cut(value) : value] as const,
  );
  return {
    ...test,
    failure: { message: '', ...Object.fromEntries(texts) },
  };
}

function cut(text: string): string {
  return text.length > MOST_KEPT ? `${text.slice(0, MOST_KEPT)}…` : text;
}

/** How many tests an answer passed. */
export function passedTests({ tests }: Grade): number {
  return tests.filter(({ passed }) => passed).length;
}

/** Why a grade is not `passed`: its first failing test, or what broke it. */
export function firstFailure({ tests, broken }: Grade): {
  test?: string;
  message: string;
  line?: number;
} {
  if (broken) return broken;
  const failed = tests.find(({ passed }) => !passed);
  return {
    ...(failed && { test: failed.name }),
    ...(failed?.failure ?? { message: '' }),
  };
}

/** How many answers stand how. */
export function countsOf(rows: readonly Row[]): Grades['counts'] {
  const all = rows.flatMap(({ grades }) => grades);
  const count = (wanted: GradeVerdict) =>
    all.filter(({ verdict }) => verdict === wanted).length;
  return Object.fromEntries(
    VERDICTS.map((verdict) => [verdict, count(verdict)]),
  ) as Grades['counts'];
}

/** 0 when all passed, 2 when one could not be checked, 1 otherwise. */
export function exitCodeOf(counts: Grades['counts']): 0 | 1 | 2 {
  if (counts['not checked'] > 0) return 2;
  const others = VERDICTS.filter((verdict) => verdict !== 'passed');
  return others.some((verdict) => counts[verdict] > 0) ? 1 : 0;
}
