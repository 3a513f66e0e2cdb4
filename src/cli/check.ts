import { copyFileSync, constants, existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { lessonNames, loadLesson } from '../course/lesson.ts';
import { projectFolder } from '../course/project.ts';
import { runChecks, type CheckResult } from '../lab/check/run-checks.ts';
import { openServices } from '../services/services.ts';
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
    const { expectedError } = await import('./expected-error.ts');
    console.error(expectedError(error));
    return NOT_CHECKED;
  }
}

async function checkAnswer(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { answer: { type: 'string' }, json: { type: 'boolean' } },
  });
  const [name] = positionals;
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
    ? path.resolve(values.answer)
    : path.join(projectFolder, 'workbook', `${name}.ts`);
  if (!existsSync(answer)) {
    if (values.answer) {
      console.error(`There is no file ${answer}.`);
      return NOT_CHECKED;
    }
    mkdirSync(path.dirname(answer), { recursive: true });
    copyFileSync(
      path.join(projectFolder, lesson.folder, 'exercise.ts'),
      answer,
      constants.COPYFILE_EXCL,
    );
    console.error(
      `Your copy of the exercise is now ${path.relative(process.cwd(), answer)}. Write your answer there, then check again.`,
    );
    return NOT_CHECKED;
  }
  const services = await openServices();
  const [results] = await withServices(services, lesson.frontmatter.uses, () =>
    runChecks([{ [lesson.folder]: answer }]),
  );
  const result = results!.get(lesson.folder)!;
  if (values.json)
    console.log(JSON.stringify({ lesson: name, answer, ...result }, null, 2));
  else print(name, answer, result);
  if (result.broken) return NOT_CHECKED;
  return result.tests.every(({ passed }) => passed) ? 0 : 1;
}

function print(name: string, answer: string, { tests, broken }: CheckResult) {
  console.log(`${name}: ${path.relative(process.cwd(), answer)}\n`);
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
