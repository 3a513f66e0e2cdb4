import type { Program } from '../course/panes.ts';
import type { RunningProgram } from './program.ts';

/** One pane of a run, from waiting for its line to its end. */
export interface Pane {
  program: Program;
  running?: RunningProgram;
  lines: Set<string>;
  rest: string;
  bytes: number;
  /** What its errors hold that needs a word more. */
  met: Set<'heap' | 'refusal'>;
  ended: boolean;
}

/** A pane whose program has not started. */
export function newPane(program: Program): Pane {
  const nothing = { lines: new Set<string>(), rest: '', bytes: 0 };
  return { program, ...nothing, met: new Set(), ended: false };
}

/** Notes what a program's errors hold that needs a word more. */
export function noteErrors(pane: Pane, text: string) {
  if (text.includes('heap out of memory')) pane.met.add('heap');
  if (text.includes('ERR_ACCESS_DENIED')) pane.met.add('refusal');
}
