import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { EXAMPLES_IMPORT, modulesFor } from '../../course/example-modules.ts';
import { importsOf } from '../../course/imports.ts';
import type { Lesson } from '../../course/lesson.ts';
import { packagesOf } from '../../course/packages.ts';
import { projectFolder } from '../../course/project.ts';
import { UserError } from '../../course/user-error.ts';
import { RESTARTS, STARTS } from '../../lab/check/answer-to-check.ts';
import { Workbook } from '../../lab/workbook.ts';
import { CHECK_LIMITS } from '../../lab/check/limits.ts';
import { CHECK_IMPORTS, libraryFor, setup } from './library.ts';
import { howToRun, origin } from './readme.ts';
import { settings, type Project } from './settings.ts';
import { taskOf } from './task.ts';

/**
 * An exercise as a project of its own: the stub, or the learner's answer, the
 * check and what that needs.
 * @param mine whether the learner's answer goes along
 * @throws {UserError} when its check can run in this project only.
 */
export function exerciseProject(lesson: Lesson, mine: boolean): Project {
  const { name, folder, frontmatter } = lesson;
  const { title, uses } = frontmatter;
  const checks = checkFiles(folder);
  const imports = Object.values(checks).flatMap(importsOf);
  standsAlone(name, checks, imports);
  const library = imports.filter((each) => each.startsWith('#check/'));
  const own = {
    'exercise.ts': mine ? answerTo(name) : fileOf(lesson, 'exercise.ts'),
    ...checks,
  };
  const modules = modulesOf(lesson, own);
  const copied = {
    ...own,
    ...(library.length > 0 && libraryFor(library)),
    ...modules,
  };
  const paths = {
    ...(library.length > 0 && CHECK_IMPORTS),
    ...(Object.keys(modules).length > 0 && EXAMPLES_IMPORT),
  };
  const scripts = { start: 'vitest run', test: 'vitest run', watch: 'vitest' };
  const packages = packagesOf(Object.values(copied), ['vitest']);
  const about = { name, title, uses, servers: lesson, scripts, packages };
  return {
    copied,
    made: {
      'README.md': readme(lesson, library.length > 0),
      'vitest.config.ts': config(library.length > 0),
      ...(library.length > 0 && {
        'check/setup.ts': setup(uses, lesson),
      }),
      ...settings({
        ...about,
        ...(Object.keys(paths).length > 0 && { imports: paths }),
      }),
    },
  };
}

/** @throws {UserError} when there is none. */
function answerTo(name: string): string {
  const { source, version } = new Workbook().read(name);
  if (version !== undefined) return source;
  throw new UserError(
    `There is no workbook/${name}.ts to take along. Without --mine the exercise has its stub.`,
  );
}

function fileOf({ folder }: Lesson, name: string): string {
  return readFileSync(path.join(projectFolder, folder, name), 'utf8');
}

/**
 * The modules of examples that these files import, and those that an answer
 * will: the solution's. By path.
 */
function modulesOf(
  lesson: Lesson,
  own: Record<string, string>,
): Record<string, string> {
  const all = { ...own, 'solution.ts': fileOf(lesson, 'solution.ts') };
  const sources = Object.entries(all).map(([name, source]) => ({
    path: `${lesson.folder}/${name}`,
    source,
  }));
  return Object.fromEntries(
    modulesFor(sources, projectFolder).map((each) => [each.path, each.source]),
  );
}

/** The check, and the programs that it starts. */
function checkFiles(folder: string): Record<string, string> {
  const names = readdirSync(path.join(projectFolder, folder)).filter(
    (file) =>
      file.endsWith('.ts') && !['exercise.ts', 'solution.ts'].includes(file),
  );
  return Object.fromEntries(
    names.map((file) => [
      file,
      readFileSync(path.join(projectFolder, folder, file), 'utf8'),
    ]),
  );
}

function standsAlone(
  name: string,
  checks: Record<string, string>,
  imports: string[],
) {
  const remedy = `Check it here: npm run check -- ${name}`;
  const outside = imports.find((each) => /^\.(?!\/[\w.-]+$)/.test(each));
  if (outside) {
    throw new UserError(
      `The check of ${name} cannot stand alone: it imports ${outside}. ${remedy}`,
    );
  }
  if (Object.values(checks).some((source) => STARTS.test(source))) {
    throw new UserError(
      `The check of ${name} cannot stand alone: it starts a server, and can do that only here. ${remedy}`,
    );
  }
  if (Object.values(checks).some((source) => RESTARTS.test(source))) {
    throw new UserError(
      `The check of ${name} cannot stand alone: it restarts a server, and may do that only to one that was started here. ${remedy}`,
    );
  }
}

function config(hasSetup: boolean): string {
  const test = {
    include: ['check.test.ts'],
    ...(hasSetup && { setupFiles: ['check/setup.ts'] }),
    ...CHECK_LIMITS,
  };
  return `import { defineConfig } from 'vitest/config';

export default defineConfig({ test: ${JSON.stringify(test)} });
`;
}

function readme(lesson: Lesson, hasLibrary: boolean): string {
  const { uses, title } = lesson.frontmatter;
  const library = hasLibrary
    ? `The check asks the servers what they hold, and counts what crosses to them:
that is what the folder \`check\` is for. It uses servers on this machine, as if
they were its own: what it creates it also deletes, and what is there may be lost.
`
    : '';
  return `# ${title}: the exercise

${taskOf(lesson)}
Write your answer in \`exercise.ts\`; \`npm test\` checks it, and \`npm run watch\`
checks it whenever you save.

${howToRun(uses, 'npm install && npm test', {
  ...lesson,
  administrator:
    lesson.administrator || (hasLibrary && uses.includes('rabbitmq')),
})}
${library}
${origin(`exercise ${lesson.name}`)}`;
}
