import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Lesson } from '../../course/lesson.ts';
import { projectFolder } from '../../course/project.ts';
import { readAnswer } from './answer.ts';
import { stands, type Earlier } from './earlier.ts';
import { fingerprintOf } from './fingerprint.ts';
import { untested, type Grade } from './grades.ts';
import { neighboursOf, type Neighbour } from './neighbours.ts';
import type { Workbook } from './workbooks.ts';

/** An answer that is to be checked. */
export interface ToCheck {
  /** Whose: the index of the row. */
  row: number;
  name: string;
  lesson: Lesson;
  source: string;
  neighbours: Neighbour[];
  fingerprint: string;
}

/** A grade as far as it is known without a check, and the check that it wants. */
export interface Cell {
  grade: Grade;
  toCheck?: ToCheck;
  /** It was in the report already. */
  kept?: boolean;
}

/** Looks at an answer, and at what is known of it. */
export function cellOf(options: {
  row: number;
  workbook: Workbook;
  lesson: Lesson;
  /** Of the lesson's check. */
  check: string;
  earlier: Earlier;
  again: boolean;
  limit: number;
}): Cell {
  const { row, workbook, lesson, check, earlier, again, limit } = options;
  const { name } = lesson;
  const handed = readAnswer(workbook, name);
  if ('missing' in handed)
    return { grade: untested(name, 'missing', handed.missing) };
  if ('unreadable' in handed)
    return { grade: untested(name, 'broken', handed.unreadable) };
  const { source } = handed;
  if (isStub(source, lesson))
    return {
      grade: untested(name, 'not begun', 'It is the exercise as it was given.'),
    };
  const neighbours = neighboursOf(handed);
  const fingerprint = fingerprintOf(check, { source, neighbours });
  const before = earlier.of(workbook.name, name, fingerprint);
  if (before && !again && stands(before, limit))
    return { grade: before, kept: true };
  return {
    // Until there is a new one: a grade is not lost by beginning again.
    grade: before ?? untested(name, 'not checked', 'It was not reached.'),
    toCheck: {
      ...{ row, name: workbook.name, lesson },
      ...{ source, neighbours, fingerprint },
    },
  };
}

function isStub(source: string, { folder }: Lesson): boolean {
  const stub = path.join(projectFolder, folder, 'exercise.ts');
  return bare(source) === bare(readFileSync(stub, 'utf8'));
}

/** Without white space, and the mark that some editors put first. */
function bare(text: string): string {
  return text.replace(/[\s\ufeff]+/g, '');
}
