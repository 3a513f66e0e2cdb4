import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * The files that take longest, by what a run of all said. One that is begun
 * last is waited for alone, with a processor that has nothing to do.
 */
const LONGEST = [
  'test/lab/exercises.test.ts',
  'test/site/course.test.ts',
  'test/code/types-and-lint.test.ts',
  'test/cli/new.test.ts',
  'test/lab/examples.test.ts',
  'test/site/page-kinds.test.ts',
  'test/cli/eject.test.ts',
  'test/cli/grade.test.ts',
  'test/site/landing.test.ts',
  'test/cli/commands.test.ts',
  'test/cli/start.test.ts',
  'test/site/exercise.test.ts',
  'test/site/build-errors.test.ts',
];

/** Where a file stands among the longest; the others come after them. */
function place({ moduleId }: TestSpecification): number {
  const at = LONGEST.findIndex((file) => moduleId.endsWith(`/${file}`));
  return at === -1 ? LONGEST.length : at;
}

/** Begins with the files that take longest; the others as Vitest has them. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]) {
    const sorted = await super.sort(files);
    return sorted.sort((a, b) => place(a) - place(b));
  }
}
