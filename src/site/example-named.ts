import { loadExample, type Example } from '../course/example.ts';
import { courseRoot } from './course-root.ts';
import { keptFor } from './kept.ts';

/**
 * An example of the course.
 * @throws {CourseError} as `loadExample` does.
 */
export const exampleNamed: (name: string) => Example = keptFor((name) =>
  loadExample(name, courseRoot),
);
