import path from 'node:path';
import { exampleNames, loadExample } from '../course/example.ts';
import { lessonNames, loadLesson } from '../course/lesson.ts';
import { didYouMean } from '../course/nearest.ts';
import { projectFolder } from '../course/project.ts';
import { UserError } from '../course/user-error.ts';
import { callersFolder, fromCaller } from './called-from.ts';
import { exampleProject } from './eject/example-project.ts';
import { exerciseProject } from './eject/exercise-project.ts';
import type { Project } from './eject/settings.ts';
import { mustBeFree, writeProject } from './eject/write-project.ts';
import { formatted } from './formatted.ts';
import { readArguments } from './read-arguments.ts';

const USAGE = 'npm run eject -- <track>/<name> DIR [--exercise [--mine]]';

/**
 * `npm run eject -- <track>/<name> DIR [--exercise [--mine]]`: an example, or the
 * exercise of a lesson, as a project that stands alone. Where a name is of
 * both, the example is meant unless the exercise is asked for.
 */
export async function eject(args: string[]): Promise<number> {
  const { positionals, values } = readArguments('eject', {
    args,
    allowPositionals: true,
    options: {
      exercise: { type: 'boolean', default: false },
      mine: { type: 'boolean', default: false },
    },
  });
  const [name, dir, ...more] = positionals;
  if (!name || !dir || more.length > 0) {
    throw new UserError(
      `eject wants a name and a folder, and got ${positionals.join(', ') || 'neither'}: ${USAGE}`,
    );
  }
  const isExercise = exerciseIsMeant(name, values.exercise || values.mine);
  const folder = path.resolve(callersFolder, dir);
  mustBeFree(folder);
  const project = isExercise
    ? exerciseProject(loadLesson(name), values.mine)
    : exampleProject(loadExample(name));
  writeProject(folder, await filesOf(project));
  const there = fromCaller(folder);
  const steps = [
    ...(there === '' ? [] : [`cd ${there}`]),
    ...('compose.yaml' in project.made ? ['docker compose up -d --wait'] : []),
    `npm install && npm ${isExercise ? 'test' : 'start'}`,
  ];
  console.log(
    [
      `The ${isExercise ? 'exercise' : 'example'} ${name} is a project of its own now. Next:`,
      ...steps.map((step) => `  ${step}`),
      'Its README.md says more.',
    ].join('\n'),
  );
  return 0;
}

/** @throws {UserError} when neither an example nor a lesson has that name. */
function exerciseIsMeant(name: string, asked: boolean): boolean {
  const [examples, lessons] = [exampleNames(), lessonNames()];
  if (!asked && examples.includes(name)) return false;
  if (lessons.includes(name)) return true;
  const known = asked ? lessons : [...examples, ...lessons];
  const what = asked ? 'exercise' : 'example or exercise';
  const near =
    didYouMean(name, known) || ` There are: ${[...new Set(known)].join(', ')}.`;
  throw new UserError(`There is no ${what} "${name}".${near}`);
}

async function filesOf({ made, copied }: Project) {
  const files = { ...copied };
  for (const [file, text] of Object.entries(made))
    files[file] = await formatted(path.join(projectFolder, file), text);
  return files;
}
