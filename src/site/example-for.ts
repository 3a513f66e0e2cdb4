import { CourseError } from '../course/course-error.ts';
import { exampleNames, type Example } from '../course/example.ts';
import { didYouMean } from '../course/nearest.ts';
import { courseRoot } from './course-root.ts';
import { exampleNamed } from './example-named.ts';
import { kept } from './kept.ts';

const names = kept(() => exampleNames(courseRoot));

/**
 * The example that a lesson shows.
 * @throws {CourseError} naming the lesson, when there is none of that name.
 */
export function exampleFor(name: string, asker: string): Example {
  const known = names();
  if (known.includes(name)) return exampleNamed(name);
  throw new CourseError(
    asker,
    `it shows the example "${name}", and there is no such example.`,
    didYouMean(name, known).trim() || `There are: ${known.join(', ')}.`,
  );
}
