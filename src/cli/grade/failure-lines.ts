import stringWidth from 'string-width';
import { shownInLine } from '../shown.ts';
import { firstFailure, type Grades } from './grades.ts';
import type { Ink } from './ink.ts';
import { cutTo } from './in-width.ts';

/** Verdicts of which the table says all that there is to say. */
const SAID = ['passed', 'missing', 'not begun'];

/**
 * A line for each answer that failed: whose, in which lesson, and the first
 * test that failed or what broke it.
 * @param options.columns of the terminal; without it no line is cut
 */
export function failureLines(
  { workbooks }: Pick<Grades, 'workbooks'>,
  { columns, ink }: { columns?: number; ink: Ink },
): string[] {
  return workbooks.flatMap(({ name, grades }) =>
    grades
      .filter(({ verdict }) => !SAID.includes(verdict))
      .map((grade) => {
        const { test, message, line } = firstFailure(grade);
        const where = `${shownInLine(name)}  ${grade.lesson}`;
        const at = line === undefined ? '' : ` (line ${line})`;
        const head = ink(grade.verdict, `${where}${at}`);
        const why = shownInLine(test ?? message);
        if (columns === undefined) return `${head}: ${why}`;
        const room = columns - stringWidth(`${where}${at}: `);
        return `${head}: ${cutTo(why, room)}`;
      }),
  );
}
