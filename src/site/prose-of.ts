import type { MDXInstance } from 'astro';
import type { Lesson } from '../course/lesson.ts';

// `#lessons` is an alias of Vite's: the course may be anywhere.
const modules = import.meta.glob<MDXInstance<object>>(
  '#lessons/*/*/lesson.mdx',
);

/** By its path in the course: `lessons/redis/12-pub-sub/lesson.mdx`. */
const byFile = new Map(
  Object.entries(modules).map(([address, load]) => [
    address.split('/').slice(-4).join('/'),
    load,
  ]),
);

/** The prose of a lesson, as a component. */
export async function proseOf({
  file,
}: Lesson): Promise<MDXInstance<object>['Content']> {
  return (await byFile.get(file)!()).Content;
}
