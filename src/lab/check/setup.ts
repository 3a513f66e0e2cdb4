import path from 'node:path';
import { afterAll, expect } from 'vitest';
import { loadLesson } from '../../course/lesson.ts';
import { projectFolder } from '../../course/project.ts';
import { openServices } from '../../services/services.ts';
import { answerFor, ANSWERS, fromEnvironment } from './answers.ts';
import { closeCheckServers, openCheckServers } from './servers.ts';

// Gives each check a lease of the services that its lesson uses, before
// the check and the answer are imported and make their clients.
const { testPath = '' } = expect.getState();
const [, track, slug] =
  /lessons\/([^/]+)\/\d\d-([^/]+)\/check\.test\.ts$/.exec(testPath) ?? [];
if (!slug) throw new Error(`${testPath} is the check of no lesson.`);
const lesson = loadLesson(`${track}/${slug}`);

const services = await openServices();
await openCheckServers(await services.lease(lesson.frontmatter.uses));

// A promise that nobody awaits fails no test by itself.
const unhandled: unknown[] = [];
process.on('unhandledRejection', (reason) => unhandled.push(reason));

afterAll(async () => {
  await closeCheckServers();
  const [first] = unhandled;
  if (first === undefined) return;
  const said = first instanceof Error ? first.message : String(first);
  throw new Error(
    `A promise of your answer was rejected and nobody awaited it: ${said}. In a program of its own this would end the process. Await it, or handle its rejection.`,
  );
});

const answer = answerFor(testPath, fromEnvironment(ANSWERS, {}));
if (answer) {
  // For checks that run the answer as a program of its own.
  process.env.ANSWER_FILE = answer;
  const stub = path.join(projectFolder, lesson.folder, 'exercise.ts');
  const expected = Object.keys((await import(stub)) as object);
  const found = Object.keys((await import(answer)) as object);
  const missing = expected.filter((name) => !found.includes(name));
  if (missing.length > 0) {
    await closeCheckServers();
    throw new Error(
      `Your answer exports no ${missing.map((name) => `"${name}"`).join(' and no ')}; exercise.ts does. Export it under that name.`,
    );
  }
}
