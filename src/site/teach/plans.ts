import type { Lesson } from '../../course/lesson.ts';
import type { TrackOfLessons } from '../course-of-lessons.ts';

/** Minutes of lessons that an afternoon holds, beside pauses and talk. */
export const AFTERNOON = 120;
/** The same for a day of a week. */
export const DAY = 240;

export interface Day extends TrackOfLessons {
  /** How many lessons of the track are left for home. */
  left: number;
}

/** What some lessons take together, in minutes. */
export function minutesOf(lessons: readonly Lesson[]): number {
  return lessons.reduce((sum, { frontmatter }) => sum + frontmatter.minutes, 0);
}

/**
 * Lessons for one afternoon, in the order of the course: the first of each
 * track, then the second of each, and so on, as long as they fit.
 */
export function afternoon(tracks: readonly TrackOfLessons[]): Lesson[] {
  const longest = Math.max(0, ...tracks.map(({ lessons }) => lessons.length));
  const byTurns = Array.from({ length: longest }, (_, turn) =>
    tracks.flatMap(({ lessons }) => lessons[turn] ?? []),
  ).flat();
  const chosen = new Set(fitting(byTurns, AFTERNOON));
  return tracks.flatMap(({ lessons }) =>
    lessons.filter((lesson) => chosen.has(lesson)),
  );
}

/** A week: a day for each track, with as many of its lessons as fit. */
export function week(tracks: readonly TrackOfLessons[]): Day[] {
  return tracks.map((each) => {
    const lessons = fitting(each.lessons, DAY);
    return { ...each, lessons, left: each.lessons.length - lessons.length };
  });
}

/** The first lessons, up to one with which they would take too long. */
function fitting(lessons: readonly Lesson[], minutes: number): Lesson[] {
  const over = lessons.findIndex(
    (_, index) => minutesOf(lessons.slice(0, index + 1)) > minutes,
  );
  return lessons.slice(0, over < 0 ? lessons.length : over);
}

/** Minutes as a reader says them: `45 min`, `3 h 15 min`. */
export function duration(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  const parts = [hours > 0 && `${hours} h`, rest > 0 && `${rest} min`];
  return parts.filter(Boolean).join(' ') || '0 min';
}
