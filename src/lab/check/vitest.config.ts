import { defineConfig, type Plugin } from 'vitest/config';
import { projectFolder } from '../../course/project.ts';
import { answerFor, answersFromEnvironment } from './answers.ts';

const answers = answersFromEnvironment();

/** Points `./exercise.ts` of a lesson's check at the answer under test. */
const answerUnderTest: Plugin = {
  name: 'roundtrip:answer-under-test',
  enforce: 'pre',
  resolveId(specifier, importer) {
    if (specifier !== './exercise.ts' || !importer) return undefined;
    if (!importer.endsWith('/check.test.ts')) return undefined;
    return answerFor(importer, answers);
  },
  // Vitest keeps transformed modules between runs: without this, a check
  // would keep the path of the answer that it saw first.
  configureVitest({ defineCacheKeyGenerator }) {
    defineCacheKeyGenerator(({ id }) =>
      id.endsWith('/check.test.ts') ? answerFor(id, answers) : null,
    );
  },
};

/** Checks answers: one run of Vitest for one answer to each lesson. */
export default defineConfig({
  root: projectFolder,
  plugins: [answerUnderTest],
  test: {
    include: Object.keys(answers).map((folder) => `${folder}/check.test.ts`),
    setupFiles: ['src/lab/check/setup.ts'],
    // A check waits for states of a server, with limits of its own.
    testTimeout: 15_000,
    hookTimeout: 60_000,
    pool: 'forks',
    maxWorkers: 2,
  },
});
