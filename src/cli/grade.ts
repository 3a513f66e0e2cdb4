import { loadLesson, type Lesson } from '../course/lesson.ts';
import { UserError } from '../course/user-error.ts';
import { Checks } from '../lab/check/checks.ts';
import { makeScratch } from '../lab/scratch.ts';
import { openServices } from '../services/services.ts';
import { callersFolder, fromCaller } from './called-from.ts';
import { expectedError } from './expected-error.ts';
import { readGradeArguments, type Asked } from './grade/arguments.ts';
import { cellOf, type Cell, type ToCheck } from './grade/cell.ts';
import { checkAnswers } from './grade/check-answers.ts';
import { readEarlier, type Earlier } from './grade/earlier.ts';
import { fingerprintOfCheck } from './grade/fingerprint.ts';
import { exitCodeOf, type Row } from './grade/grades.ts';
import { lessonsOf } from './grade/lessons.ts';
import {
  foundLines,
  goOnLine,
  keptLine,
  resultLines,
  whereLine,
} from './grade/said.ts';
import { progressOn } from './grade/progress.ts';
import { openReport, type Report } from './grade/report.ts';
import { roundtripVersion } from './grade/version.ts';
import { findWorkbooks, type Workbook } from './grade/workbooks.ts';
import { shownInLine } from './shown.ts';
import { Interrupted } from './until-stopped.ts';
import { withServices } from './with-services.ts';

const NOT_GRADED = 2;

/**
 * `npm run grade -- <folder>… [--out DIR]`: checks many workbooks. Exit code 0
 * when all answers pass, 1 when one does not, 2 when one could not be graded
 * or the arguments were wrong.
 */
export async function grade(args: string[]): Promise<number> {
  try {
    return await gradeWorkbooks(args);
  } catch (error) {
    if (error instanceof Interrupted) throw error;
    console.error(expectedError(error));
    return NOT_GRADED;
  }
}

async function gradeWorkbooks(args: string[]): Promise<number> {
  const asked = readGradeArguments(args, callersFolder);
  const { out, json } = asked;
  const found = findWorkbooks(asked.folders, { report: out });
  const { workbooks } = found;
  const lessons = lessonsOf(workbooks, asked.lessons).map((name) =>
    loadLesson(name),
  );
  for (const line of foundLines(found, lessons)) console.error(line);
  if (lessons.length === 0) throw new UserError(NO_ANSWER);
  const names = workbooks.map(({ name }) => name);
  const earlier = readEarlier(out, names);
  const cells = cellsOf({ workbooks, lessons, earlier, asked });
  const rows = workbooks.map(({ name, folder }, row) => ({
    ...{ name, folder },
    grades: cells[row]!.map(({ grade }) => grade),
  }));
  const all = cells.flat();
  const kept = all.filter(({ kept }) => kept).length;
  if (kept > 0) console.error(keptLine(kept, all.length, fromCaller(out)));

  const others = earlier.others(rows);
  const report = openReport(out, { lessons, rows, others });
  const toCheck = all.flatMap(({ toCheck }) => (toCheck ? [toCheck] : []));
  if (toCheck.length > 0) await checkAll(toCheck, { rows, report, asked });
  report.finish();
  const grades = report.grades();
  // First what needs no room on the disk.
  if (json) console.log(JSON.stringify(grades, null, 2));
  else for (const line of resultLines(grades)) console.log(line);
  await report.write();
  if (!json) console.log(`\n${whereLine(fromCaller(out))}`);
  return exitCodeOf(grades.counts);
}

const NO_ANSWER =
  'None of them has an answer to a lesson. An answer is a file such as redis/pub-sub.ts in a workbook.';

/** All answers: a row for each workbook, in it a cell for each lesson. */
function cellsOf(options: {
  workbooks: readonly Workbook[];
  lessons: readonly Lesson[];
  earlier: Earlier;
  asked: Asked;
}): Cell[][] {
  const { workbooks, lessons, earlier, asked } = options;
  const { again, limit } = asked;
  const checks = lessons.map((lesson) =>
    fingerprintOfCheck(lesson, roundtripVersion()),
  );
  return workbooks.map((workbook, row) =>
    lessons.map((lesson, column) => {
      const check = checks[column]!;
      return cellOf({ row, workbook, lesson, check, earlier, again, limit });
    }),
  );
}

/** Checks what is to be checked, and puts each grade in its row. */
async function checkAll(
  toCheck: readonly ToCheck[],
  options: {
    rows: readonly Row[];
    report: Report;
    asked: Asked;
  },
): Promise<void> {
  const { rows, report, asked } = options;
  const { jobs, limit } = asked;
  const uses = [...new Set(toCheck.flatMap((each) => usesOf(each)))];
  const services = await openServices();
  const checks = new Checks(services);
  checks.expect(toCheck[0]!.lesson); // Vitest loads while the servers start
  const scratch = makeScratch();
  const progress = progressOn(process.stderr, toCheck.length);
  let done = 0;
  try {
    await withServices(
      services,
      uses,
      (signal) =>
        checkAnswers(toCheck, {
          ...{ checks, scratch, jobs, limit, signal },
          on: {
            begins: (answer) => progress.begins(who(answer)),
            grade(answer, grade) {
              const { grades } = rows[answer.row]!;
              const { name } = answer.lesson;
              const place = grades.findIndex(({ lesson }) => lesson === name);
              grades[place] = grade;
              done++;
              report.changed();
              progress.graded(who(answer), grade.verdict);
            },
          },
        }),
      { stopping: () => progress.end() },
    );
    progress.end();
  } catch (error) {
    progress.end();
    await report.write();
    console.error(goOnLine(done, toCheck.length, fromCaller(asked.out)));
    throw error;
  } finally {
    await checks.close();
    scratch.remove();
  }
}

function usesOf({ lesson }: ToCheck) {
  return lesson.frontmatter.uses;
}

function who({ name, lesson }: ToCheck): string {
  return `${shownInLine(name)}  ${lesson.name}`;
}
