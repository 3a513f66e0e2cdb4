import type { WireEvent } from '../../../course/event.ts';
import { nameOf } from '../bench.ts';
import { openedFiles } from '../edit/edited-files.ts';
import { sameLines } from '../edit/same-lines.ts';
import { ranWith } from '../events-of.ts';

/** The line that caused a message. */
export interface Cause {
  /** Path below `examples/`, or of the answer. */
  file: string;
  /** Its number in the original. */
  line?: number;
  /** Where the original has no such line: its number in the reader's text. */
  own?: number;
}

let last: { text: string; lines: Map<number, number> } | undefined;

/** The line that caused a message, by the numbers of the original if it can. */
export function causeOf(
  bench: HTMLElement,
  { source }: WireEvent,
): Cause | undefined {
  if (!source) return undefined;
  // Of a check only the answer's lines are noted.
  const { answer } = bench.dataset;
  if (answer) return { file: answer, own: source.line };
  const file = source.file.replace(/^examples\//, '');
  const text = ranWith(bench)[nameOf(file)];
  if (text === undefined) return { file, line: source.line };
  const opened = openedFiles().find((each) => each.file === file);
  if (!opened) return { file };
  // Message after message comes from the same file.
  if (last?.text !== text)
    last = { text, lines: sameLines(text, opened.original.text) };
  const line = last.lines.get(source.line);
  return line === undefined ? { file, own: source.line } : { file, line };
}
