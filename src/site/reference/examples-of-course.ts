import { exampleNames, type Example } from '../../course/example.ts';
import type { Lesson } from '../../course/lesson.ts';
import { TRACKS, trackNames, type Track } from '../../course/tracks.ts';
import { allLessons } from '../course-of-lessons.ts';
import { courseRoot } from '../course-root.ts';
import { exampleNamed } from '../example-named.ts';
import { kept } from '../kept.ts';

/** An example, and where it stands in the course. */
export interface CourseExample extends Example {
  track: Track;
  /** What its programs say of themselves, as one paragraph. */
  about: string;
  /** The lessons that show it, in the order of the course. */
  lessons: Lesson[];
}

/** A track that has examples, with the name that a reader sees. */
export interface TrackOfExamples {
  track: Track;
  title: string;
  examples: CourseExample[];
}

/** All examples, in the order in which the course shows them. */
export const allExamples: () => CourseExample[] = kept(() => {
  const lessons = allLessons();
  const shown = lessons.flatMap(({ frontmatter }) => frontmatter.examples);
  const place = ({ name }: Example) =>
    shown.includes(name) ? shown.indexOf(name) : Infinity;
  return exampleNames(courseRoot)
    .map(exampleNamed)
    .map((example) => ({
      ...example,
      track: example.name.split('/')[0] as Track,
      about: aboutOf(example),
      lessons: lessons.filter(({ frontmatter }) =>
        frontmatter.examples.includes(example.name),
      ),
    }))
    .sort((a, b) => place(a) - place(b) || 0);
});

/** What its program says of itself; where they are several, each of them. */
function aboutOf({ programs }: Example): string {
  return programs
    .map(({ header }) => header.description.replaceAll('\n', ' '))
    .join(' ');
}

/** These examples by track, in the order of the course. */
export function byTrack(examples: readonly CourseExample[]): TrackOfExamples[] {
  return trackNames
    .map((track) => ({
      track,
      title: TRACKS[track],
      examples: examples.filter((each) => each.track === track),
    }))
    .filter((each) => each.examples.length > 0);
}

const MOST_RELATED = 5;

/**
 * What is near an example: what shares tags with it, or a lesson; nearest
 * first.
 */
export function relatedTo(example: CourseExample): CourseExample[] {
  const nearness = (other: CourseExample) => {
    const tags = other.tags.filter((tag) => example.tags.includes(tag));
    const lessons = other.lessons.filter((lesson) =>
      example.lessons.some(({ name }) => name === lesson.name),
    );
    return tags.length + 2 * lessons.length;
  };
  return allExamples()
    .filter(({ name }) => name !== example.name)
    .map((other) => ({ other, near: nearness(other) }))
    .filter(({ near }) => near > 0)
    .sort((a, b) => b.near - a.near)
    .slice(0, MOST_RELATED)
    .map(({ other }) => other);
}

/** How many examples have each tag, of those that several have. */
export function sharedTags(
  examples: readonly CourseExample[],
): [tag: string, count: number][] {
  const counts = new Map<string, number>();
  for (const tag of examples.flatMap(({ tags }) => tags))
    counts.set(tag, (counts.get(tag) ?? 0) + 1);
  return [...counts]
    .filter(([, count]) => count > 1)
    .sort(([a], [b]) => a.localeCompare(b, 'en', { sensitivity: 'base' }));
}
