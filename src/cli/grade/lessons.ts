import { lstatSync } from 'node:fs';
import path from 'node:path';
import { lessonNames } from '../../course/lesson.ts';
import type { Workbook } from './workbooks.ts';

/**
 * The lessons to grade, in the course's order: those that were named, or else
 * those to which any of the workbooks has an answer.
 */
export function lessonsOf(
  workbooks: readonly Workbook[],
  named: readonly string[],
): string[] {
  if (named.length > 0) return [...named];
  return lessonNames().filter((name) =>
    workbooks.some(({ folder }) => isThere(path.join(folder, `${name}.ts`))),
  );
}

function isThere(file: string): boolean {
  try {
    return lstatSync(file, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false; // its folder may not be entered
  }
}
