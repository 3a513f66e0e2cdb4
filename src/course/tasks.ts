import { readFileSync } from 'node:fs';
import path from 'node:path';
import { CourseError } from './course-error.ts';
import type { Lesson } from './lesson.ts';
import { didYouMean } from './nearest.ts';
import { projectFolder } from './project.ts';

/** Titles of an exercise's tasks, as its prose has them, in order. */
export function tasksIn(prose: string): string[] {
  return [...prose.matchAll(/<Task title="([^"]*)">/g)].map(([, title]) =>
    title!.trim(),
  );
}

/** The tasks that a check tests: its `describe` blocks, in order. */
function tasksTested(check: string): string[] {
  return [...check.matchAll(/^describe\((['"])(.*?)\1,/gm)].map(
    ([, , title]) => title!,
  );
}

/**
 * Holds the tasks of a lesson's prose against those of its check.
 * @throws {CourseError} when one has a task that the other has not.
 */
export function checkTasks(
  { file, folder, body }: Lesson,
  root = projectFolder,
): void {
  const told = tasksIn(body);
  const check = `${folder}/check.test.ts`;
  const tested = tasksTested(readFileSync(path.join(root, check), 'utf8'));
  const missing = told.find((title) => !tested.includes(title));
  if (missing !== undefined || told.length === 0) {
    throw new CourseError(
      file,
      missing === undefined
        ? 'its exercise has no <Task>.'
        : `its task "${missing}" is tested by no describe('${missing}', …) of ${check}.`,
      missing === undefined
        ? `Write one for each describe of ${check}: ${tested.join(', ')}.`
        : didYouMean(missing, tested).trim() ||
            `There are: ${tested.join(', ')}.`,
    );
  }
  const untold = tested.find((title) => !told.includes(title));
  if (untold !== undefined) {
    throw new CourseError(
      check,
      `its describe('${untold}') belongs to no task of the exercise.`,
      `Write <Task title="${untold}"> in ${file}, or name one of: ${told.join(', ')}.`,
    );
  }
}
