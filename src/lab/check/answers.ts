import path from 'node:path';
import { projectFolder } from '../../course/project.ts';

/** Folder of a lesson → the file that is checked as its `exercise.ts`. */
export type Answers = Record<string, string>;

/** How all the answers reach the Vitest run that checks them. */
export const ALL_ANSWERS = 'ROUNDTRIP_ALL_ANSWERS';

/** How the answers of one project of that run reach its setup. */
export const ANSWERS = 'ROUNDTRIP_ANSWERS';

/** Reads what was put into the environment under one of these names. */
export function fromEnvironment<T>(variable: string, otherwise: T): T {
  const text = process.env[variable];
  return text === undefined ? otherwise : (JSON.parse(text) as T);
}

/** The file under test for a lesson's `check.test.ts`, as a full path. */
export function answerFor(
  checkFile: string,
  answers: Answers,
): string | undefined {
  const folder = path.relative(projectFolder, path.dirname(checkFile));
  const answer = answers[folder.split(path.sep).join('/')];
  return answer && path.resolve(projectFolder, answer);
}
