import {
  copyFileSync,
  constants,
  existsSync,
  mkdirSync,
  statSync,
} from 'node:fs';
import path from 'node:path';
import { lessonNames, loadLesson, type Lesson } from '../course/lesson.ts';
import { projectFolder } from '../course/project.ts';
import { UserError } from '../course/user-error.ts';
import { runChecks, type CheckResult } from '../lab/check/run-checks.ts';
import { openServices } from '../services/services.ts';
import { expectedError } from './expected-error.ts';
import { readArguments } from './read-arguments.ts';
import { Interrupted } from './until-stopped.ts';
import { withServices } from './with-services.ts';

const NOT_CHECKED = 2;

/** npm runs us in the project's folder, and says here where it was called. */
const callersFolder = process.env.INIT_CWD ?? process.cwd();

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
    ? { tests: [], broken: why }
    : await resultOf(lesson, answer);
  const passed = !result.broken && result.tests.every((test) => test.passed);
  if (values.json) {
    const { tests, broken } = result;
    const report = { lesson: name, answer, passed, tests, broken };
    console.log(JSON.stringify(report, null, 2));
  } else if (why) console.error(why);
  else print(name, answer, result);
  if (result.broken) return NOT_CHECKED;
  return passed ? 0 : 1;
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

async function resultOf(lesson: Lesson, answer: string): Promise<CheckResult> {
  const services = await openServices();
  const { uses } = lesson.frontmatter;
  const [results] = await withServices(services, uses, (signal) =>
    runChecks([{ [lesson.folder]: answer }], { signal }),
  );
  return results!.get(lesson.folder)!;
}

/** A path as the caller would write it. */
function fromCaller(file: string): string {
  return path.relative(callersFolder, file);
}

function print(name: string, answer: string, { tests, broken }: CheckResult) {
  console.log(`${name}: ${fromCaller(answer)}\n`);
  if (broken) {
    console.log(`The answer could not be checked.\n${broken}`);
    return;
  }
  // Only the first failure opens: the others often follow from it.
  const first = tests.find(({ passed }) => !passed);
  for (const test of tests) {
    console.log(`  ${test.passed ? '✓' : '✗'} ${test.name}`);
    if (test === first) console.log(test.message.replace(/^/gm, '      '));
  }
  const passed = tests.filter((test) => test.passed).length;
  console.log(`\n${passed} of ${tests.length} passed`);
}
