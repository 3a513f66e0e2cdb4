import { availableParallelism } from 'node:os';
import path from 'node:path';
import { lessonNames, loadLesson } from '../../course/lesson.ts';
import { UserError } from '../../course/user-error.ts';
import { CHECK_USAGE } from '../../lab/check/limits.ts';
import { readArguments } from '../read-arguments.ts';

/** What `npm run grade` was asked for; paths are full. */
export interface Asked {
  folders: string[];
  /** Where the report goes. */
  out: string;
  /** Those that were named, in the course's order; empty for all. */
  lessons: string[];
  /** Seconds for each check. */
  limit: number;
  /** Checks at once. */
  jobs: number;
  again: boolean;
  json: boolean;
}

const MOST_SECONDS = 3600;
const MOST_JOBS = 64;

/**
 * A check mostly waits for its servers, so that two share a processor well;
 * each has a process of 200 MB, so that not every processor of a large
 * machine gets one.
 */
const USUAL_JOBS = Math.min(8, Math.max(2, availableParallelism()));

/**
 * Reads the arguments of `npm run grade`.
 * @param from the folder that paths are from
 * @throws {UserError} with what is wrong, and how it is written.
 */
export function readGradeArguments(args: string[], from: string): Asked {
  const { values, positionals } = readArguments('grade', {
    args,
    allowPositionals: true,
    options: {
      out: { type: 'string' },
      lesson: { type: 'string', multiple: true },
      limit: { type: 'string' },
      jobs: { type: 'string' },
      again: { type: 'boolean' },
      json: { type: 'boolean' },
    },
  });
  if (positionals.length === 0)
    throw new UserError(
      'Name the workbooks, or a folder that has them: npm run grade -- <folder>…',
    );
  const named = new Set((values.lesson ?? []).map((name) => known(name)));
  const { limit, jobs, again = false, json = false } = values;
  return {
    folders: positionals.map((each) => path.resolve(from, each)),
    out: path.resolve(from, values.out ?? 'grades'),
    lessons: lessonNames().filter((name) => named.has(name)),
    limit: whole('--limit', limit, MOST_SECONDS) ?? CHECK_USAGE.seconds,
    jobs: whole('--jobs', jobs, MOST_JOBS) ?? USUAL_JOBS,
    ...{ again, json },
  };
}

/** @throws {CourseError} with the nearest name, when there is no such lesson. */
function known(name: string): string {
  return loadLesson(name).name;
}

function whole(
  option: string,
  text: string | undefined,
  most: number,
): number | undefined {
  if (text === undefined) return undefined;
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= 1 && number <= most) return number;
  throw new UserError(
    `${option} wants a whole number from 1 to ${most}, and got "${text}".`,
  );
}
