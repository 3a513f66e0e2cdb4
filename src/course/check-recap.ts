import { CourseError } from './course-error.ts';
import type { Lesson } from './lesson.ts';
import { isTableTrack, unknownHeading, VOCABULARY } from './recap-headings.ts';
import { recapTables } from './recap-table.ts';

/**
 * Holds the headings of a recap's tables against the words of its track, by
 * which the reference puts them together.
 * @throws {CourseError} for a heading that is none of them.
 */
export function checkRecap({
  track,
  file,
  body,
}: Pick<Lesson, 'track' | 'file' | 'body'>): void {
  if (!isTableTrack(track)) return;
  const words = VOCABULARY[track];
  for (const { headings } of recapTables(body)) {
    const unknown = unknownHeading(headings, words);
    if (unknown === undefined) continue;
    const { first, clients, python, says } = words;
    throw new CourseError(
      file,
      `a table of its recap has the heading "${unknown}".`,
      `A table of commands begins with ${first.join(' or ')}; its other headings are of: ${[...clients, says, python].join(', ')}.`,
    );
  }
}
