import { styleText } from 'node:util';
import type { GradeVerdict } from './grades.ts';

/** Puts the colour of a verdict on a text, or leaves it as it is. */
export type Ink = (verdict: GradeVerdict, text: string) => string;

const COLOURS = {
  passed: 'green',
  failed: 'red',
  broken: 'red',
  missing: 'yellow',
  'not begun': 'yellow',
  'not checked': 'magenta',
} as const;

/** For a terminal, unless its user wants none (`NO_COLOR`). */
export function inkFor(
  out: { isTTY?: boolean },
  env: NodeJS.ProcessEnv = process.env,
): Ink {
  if (!out.isTTY || env.NO_COLOR) return (_, text) => text;
  return (verdict, text) =>
    styleText(COLOURS[verdict], text, { validateStream: false });
}
