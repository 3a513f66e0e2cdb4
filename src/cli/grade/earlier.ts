import { readFileSync } from 'node:fs';
import path from 'node:path';
import { UserError } from '../../course/user-error.ts';
import type { Grade, Grades, Row } from './grades.ts';

/** Grades that are in the folder from before, each by its place. */
export interface Earlier {
  /** The grade of an answer, if nothing that it follows from has changed. */
  of(row: string, lesson: string, fingerprint: string): Grade | undefined;
  /** Grades of checks that none of these rows has a place for. */
  others(rows: readonly Row[]): Row[];
}

/**
 * Reads what was graded before into the same folder.
 * @param names of the workbooks that are graded now
 * @throws {UserError} where writing there would take something away: it is no
 * report of ours, or one on other workbooks.
 */
export function readEarlier(out: string, names: readonly string[]): Earlier {
  const file = path.join(out, 'grades.json');
  const { workbooks, others } = readGrades(file);
  const rows = [...workbooks, ...others];
  const known = workbooks.map(({ name }) => name);
  if (known.length > 0 && !known.some((name) => names.includes(name)))
    throw new UserError(
      `${file} has the grades of other workbooks (${known.slice(0, 3).join(', ')}${known.length > 3 ? ', …' : ''}), and would be written over. Choose another folder: --out DIR.`,
    );
  const grades = new Map(
    rows.flatMap((row) =>
      row.grades.map((grade) => [key(row.name, grade.lesson), grade]),
    ),
  );
  return {
    of(row, lesson, fingerprint) {
      const grade = grades.get(key(row, lesson));
      return grade?.checked?.fingerprint === fingerprint ? grade : undefined;
    },
    others(now) {
      const places = new Set(
        now.flatMap((row) =>
          row.grades.map(({ lesson }) => key(row.name, lesson)),
        ),
      );
      return rows
        .map((row) => ({
          ...row,
          grades: row.grades.filter(
            ({ lesson, checked }) =>
              checked && !places.has(key(row.name, lesson)),
          ),
        }))
        .filter((row) => row.grades.length > 0);
    },
  };
}

function key(row: string, lesson: string): string {
  return JSON.stringify([row, lesson]);
}

function readGrades(file: string): Pick<Grades, 'workbooks' | 'others'> {
  try {
    const text = readFileSync(file, 'utf8');
    const read = JSON.parse(text) as Partial<Grades> | null;
    const { format, workbooks, others } = read ?? {};
    if (format === 'roundtrip grades 1' && workbooks && others)
      return { workbooks, others };
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR')
      return { workbooks: [], others: [] };
    const isForeign = error instanceof SyntaxError || code === 'EISDIR';
    if (!isForeign) throw error;
  }
  throw new UserError(
    `${file} is there already and was not written by this command. Move it away, or choose another folder: --out DIR.`,
  );
}

/**
 * Whether an earlier grade stands: one that did not pass may do so when it
 * is given another time.
 */
export function stands({ verdict, checked }: Grade, limit: number): boolean {
  return verdict === 'passed' || checked?.limit === limit;
}
