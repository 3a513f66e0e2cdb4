import path from 'node:path';
import { projectFolder } from '../../course/project.ts';

/** Folder of a lesson → the file that is checked as its `exercise.ts`. */
export type Answers = Record<string, string>;

/** How the answers reach the Vitest run that checks them. */
const VARIABLE = 'ROUNDTRIP_ANSWERS';

export function answersAsEnvironment(answers: Answers): Record<string, string> {
  return { [VARIABLE]: JSON.stringify(answers) };
}

export function answersFromEnvironment(): Answers {
  return JSON.parse(process.env[VARIABLE] ?? '{}') as Answers;
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
