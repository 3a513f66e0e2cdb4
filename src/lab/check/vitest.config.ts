import { availableParallelism } from 'node:os';
import { defineConfig, type Plugin } from 'vitest/config';
import { projectFolder } from '../../course/project.ts';
import {
  ALL_ANSWERS,
  answerFor,
  ANSWERS,
  fromEnvironment,
  type Answers,
} from './answers.ts';
import { CHECK_LIMITS } from './limits.ts';

/** Points `./exercise.ts` of a lesson's check at the answer under test. */
function answersUnderTest(answers: Answers): Plugin {
  return {
    name: 'roundtrip:answers-under-test',
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
}

/** A project for each set of answers: one answer to each of its lessons. */
const projects = fromEnvironment<Answers[]>(ALL_ANSWERS, []).map(
  (answers, index) => ({
    root: projectFolder,
    plugins: [answersUnderTest(answers)],
    test: {
      name: String(index),
      include: Object.keys(answers).map((folder) => `${folder}/check.test.ts`),
      setupFiles: ['src/lab/check/setup.ts'],
      env: { [ANSWERS]: JSON.stringify(answers) },
      ...CHECK_LIMITS,
    },
  }),
);

export default defineConfig({
  root: projectFolder,
  test: {
    projects,
    pool: 'forks',
    // A check mostly waits for its servers.
    maxWorkers: 2 * availableParallelism(),
  },
});
