import {
  copyFileSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  statSync,
} from 'node:fs';
import path from 'node:path';
import { verdictOf, type CheckResult } from '../course/check-result.ts';
import { lessonNames, loadLesson, type Lesson } from '../course/lesson.ts';
import { projectFolder } from '../course/project.ts';
import { UserError } from '../course/user-error.ts';
import { Checks } from '../lab/check/checks.ts';
import { openServices } from '../services/services.ts';
import { callersFolder, fromCaller } from './called-from.ts';
import { checkLines } from './check-lines.ts';
import { expectedError } from './expected-error.ts';
import { readArguments } from './read-arguments.ts';
import { Interrupted } from './until-stopped.ts';
import { withServices } from './with-services.ts';

const NOT_CHECKED = 2;

/**
 * `npm run check -- <track>/<slug> [--answer FILE] [--json]`: exit code 0
 * when the answer passes, 1 when it fails, 2 when it could not be checked.
 */
export async function check(args: string[]): Promise<number> {
  try {
    return await checkAnswer(args);
  } catch (error) {
    if (error instanceof Interrupted) throw error;
    console.error(expectedError(error));
    return NOT_CHECKED;
  }
}

async function checkAnswer(args: string[]): Promise<number> {
  const { values, positionals } = readArguments('check', {
    args,
    allowPositionals: true,
    options: { answer: { type: 'string' }, json: { type: 'boolean' } },
  });
  const [name, ...more] = positionals;
  if (more.length > 0) {
    throw new UserError(
      `check takes one lesson, and got ${positionals.join(', ')}.`,
    );
  }
  if (!name) {
    console.error(
      `Name a lesson: npm run check -- <track>/<slug>. There are:\n${lessonNames()
        .map((each) => `  ${each}`)
        .join('\n')}`,
    );
    return NOT_CHECKED;
  }
  const lesson = loadLesson(name);
  const answer = values.answer
    ? path.resolve(callersFolder, values.answer)
    : path.join(projectFolder, 'workbook', `${name}.ts`);
  const why = values.answer ? notAFile(answer) : firstCopy(lesson, answer);
  const result = why
    ? { tests: [], notes: [], broken: { message: why } }
    : await resultOf(lesson, answer);
  const verdict = verdictOf(result);
  if (values.json) {
    const report = { lesson: name, answer, passed: verdict === 'passed' };
    console.log(JSON.stringify({ ...report, ...result }, null, 2));
  } else if (why) console.error(why);
  else {
    const file = fromCaller(answer);
    const lines = [`${name}: ${file}`, '', ...checkLines(result, file)];
    console.log(lines.join('\n'));
  }
  return { passed: 0, failed: 1, broken: NOT_CHECKED }[verdict];
}

/** Why a file that was named cannot be checked, if it cannot. */
function notAFile(answer: string): string | undefined {
  if (!existsSync(answer)) return `There is no file ${answer}.`;
  if (statSync(answer).isFile()) return undefined;
  return `${answer} is a folder. Name the file with the answer.`;
}

/**
 * Makes the learner's copy of the exercise, if there is none; then that is
 * why nothing is checked yet. What is there is never written over.
 */
function firstCopy(lesson: Lesson, answer: string): string | undefined {
  if (existsSync(answer)) return undefined;
  mkdirSync(path.dirname(answer), { recursive: true });
  const stub = path.join(projectFolder, lesson.folder, 'exercise.ts');
  copyFileSync(stub, answer, constants.COPYFILE_EXCL);
  return `Your copy of the exercise is now ${fromCaller(answer)}. Write your answer there, then check again.`;
}

async function resultOf(lesson: Lesson, file: string): Promise<CheckResult> {
  const source = readFileSync(file, 'utf8');
  const services = await openServices();
  const checks = new Checks(services);
  checks.expect(); // Vitest loads while the servers start
  try {
    return await withServices(services, lesson.frontmatter.uses, (signal) =>
      checks.check({ lesson, file, source }, { signal }),
    );
  } finally {
    await checks.close();
  }
}
