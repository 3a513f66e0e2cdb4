import path from 'node:path';
import type { Lesson } from '../../course/lesson.ts';
import { shownInLine } from '../shown.ts';
import { failureLines } from './failure-lines.ts';
import { VERDICTS, type Grades } from './grades.ts';
import { inkFor } from './ink.ts';
import { tableLines } from './table.ts';
import type { Found } from './workbooks.ts';

/** Columns where no terminal says how many it has. */
const USUAL_COLUMNS = 80;

/** What was found, before anything is checked. */
export function foundLines(
  { workbooks, without }: Found,
  lessons: readonly Pick<Lesson, 'name'>[],
): string[] {
  const verb = lessons.length === 1 ? 'is' : 'are';
  const found = `Found ${counted(workbooks.length, 'workbook')}; ${counted(lessons.length, 'lesson')} ${verb} graded.`;
  if (without.length === 0) return [found];
  const names = without.map((each) => shownInLine(path.basename(each)));
  return [found, `Left out, for no workbook is in it: ${names.join(', ')}.`];
}

/** The table, and why each answer failed. */
export function resultLines(grades: Grades): string[] {
  const { isTTY, columns } = process.stdout;
  const width = columns || Number(process.env.COLUMNS) || USUAL_COLUMNS;
  const ink = inkFor(process.stdout);
  const failures = failureLines(grades, {
    ...(isTTY && { columns: width }),
    ink,
  });
  return [
    '',
    ...tableLines(grades, { columns: width, ink }),
    ...(failures.length > 0 ? ['', ...failures] : []),
    '',
    countsLine(grades),
  ];
}

/** `5 answers: 3 passed, 2 missing.` */
function countsLine({ counts }: Pick<Grades, 'counts'>): string {
  const there = VERDICTS.filter((verdict) => counts[verdict] > 0);
  const all = there.reduce((sum, verdict) => sum + counts[verdict], 0);
  const each = there.map((verdict) => `${counts[verdict]} ${verdict}`);
  return `${counted(all, 'answer')}: ${each.join(', ')}.`;
}

/** What is not checked again. */
export function keptLine(kept: number, all: number, out: string): string {
  const verb = kept === 1 ? 'is' : 'are';
  return `${kept} of ${counted(all, 'answer')} ${verb} graded already in ${out}, with nothing changed since.`;
}

/** Where the report is. */
export function whereLine(out: string): string {
  return `The grades are in ${out}: grades.json, grades.csv and grades.xml.`;
}

/** How to go on when a grading was broken off. */
export function goOnLine(done: number, total: number, out: string): string {
  return `${done} of ${counted(total, 'answer')} checked; what is graded is in ${out}. The same command goes on from there.`;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
