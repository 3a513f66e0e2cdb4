import type { RunEvent } from './event.ts';

/** What a failed test says to the learner. */
export interface Failure {
  /** What was asked of the server, and what the finding usually means. */
  message: string;
  /** The two values, where a comparison failed. */
  expected?: string;
  found?: string;
  /** The line of the answer that it came from, where that is known. */
  line?: number;
}

/** One test of a check. */
export interface TestResult {
  name: string;
  /** Title of the task that it belongs to. */
  task: string;
  passed: boolean;
  /** Why it did not. */
  failure?: Failure;
}

/** What checking one answer gave. */
export interface CheckResult {
  tests: TestResult[];
  /** Why no test ran: a syntax error, a missing export, an endless loop. */
  broken?: { message: string; line?: number };
  /** What fails no test and should be known: a connection that was left. */
  notes: string[];
  /** The last of what the answer printed, where it did. */
  printed?: string;
}

/** In one word. */
export type Verdict = 'passed' | 'failed' | 'broken';

/** Broken is what could not be checked at all. */
export function verdictOf({ tests, broken }: CheckResult): Verdict {
  if (broken) return 'broken';
  return tests.every(({ passed }) => passed) ? 'passed' : 'failed';
}

/**
 * What checking an answer emits, in order: what a run does (its panes are
 * `answer` and `check`), each test as it begins and as it ends, and last
 * the verdict.
 */
export type CheckEvent =
  | RunEvent
  | { t: number; event: 'test'; name: string; task: string }
  | { t: number; event: 'tested'; test: TestResult }
  | { t: number; event: 'verdict'; result: CheckResult };
