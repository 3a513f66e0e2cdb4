import { afterAll, expect } from 'vitest';
import { loadLesson } from '../../course/lesson.ts';
import { openServices } from '../../services/services.ts';
import { answerFor, ANSWERS, fromEnvironment } from './answers.ts';

// Gives each check a lease of the services that its lesson uses, before
// the check and the answer are imported and make their clients.
const { testPath = '' } = expect.getState();
const [, track, slug] =
  /lessons\/([^/]+)\/\d\d-([^/]+)\/check\.test\.ts$/.exec(testPath) ?? [];
if (!slug) throw new Error(`${testPath} is the check of no lesson.`);
const lesson = loadLesson(`${track}/${slug}`);

const services = await openServices();
const lease = await services.lease(lesson.frontmatter.uses);
Object.assign(process.env, lease.addresses);

// For checks that run the answer as a program of its own.
const answer = answerFor(testPath, fromEnvironment(ANSWERS, {}));
if (answer) process.env.ANSWER_FILE = answer;

afterAll(async () => {
  await lease.release();
});
