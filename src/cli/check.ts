import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import {
  verdictOf,
  type CheckResult,
  type Verdict,
} from '../course/check-result.ts';
import { lessonNames, loadLesson, type Lesson } from '../course/lesson.ts';
import { timeOf, withVerdict } from '../course/progress.ts';
import { UserError } from '../course/user-error.ts';
import { Checks } from '../lab/check/checks.ts';
import { ProgressFile } from '../lab/progress-file.ts';
import { Workbook } from '../lab/workbook.ts';
import { openServices } from '../services/services.ts';
import { callersFolder, fromCaller } from './called-from.ts';
import { checkLines } from './check-lines.ts';
import { expectedError } from './expected-error.ts';
import { readArguments } from './read-arguments.ts';
import { Interrupted } from './until-stopped.ts';
import { withServices } from './with-services.ts';

const NOT_CHECKED = 2;

const workbook = new Workbook();

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
    : workbook.fileOf(name);
  const why = values.answer ? notAFile(answer) : firstCopy(lesson);
  const result = why
    ? { tests: [], notes: [], broken: { message: why } }
    : await resultOf(lesson, answer);
  const verdict = verdictOf(result);
  if (!values.answer && !why) await note(name, verdict);
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

/** Where there is no answer yet, its copy is made; that is why none is checked. */
function firstCopy(lesson: Lesson): string | undefined {
  if (!workbook.firstCopy(lesson.name)) return undefined;
  return `Your copy of the exercise is now ${fromCaller(workbook.fileOf(lesson.name))}. Write your answer there, then check again.`;
}

/** Notes how far the learner is; that fails no check. */
async function note(lesson: string, verdict: Verdict) {
  try {
    await new ProgressFile().change((progress) =>
      withVerdict(progress, lesson, verdict === 'passed', timeOf(new Date())),
    );
  } catch (error) {
    console.error(expectedError(error));
  }
}

async function resultOf(lesson: Lesson, file: string): Promise<CheckResult> {
  const source = readFileSync(file, 'utf8');
  const services = await openServices();
  const checks = new Checks(services);
  checks.expect(lesson); // Vitest loads while the servers start
  try {
    return await withServices(services, lesson.frontmatter.uses, (signal) =>
      checks.check({ lesson, file, source }, { signal }),
    );
  } finally {
    await checks.close();
  }
}
