import { lessonNames, loadLesson, type Lesson } from '../course/lesson.ts';
import { TRACKS, trackNames, type Track } from '../course/tracks.ts';
import { courseRoot } from './course-root.ts';
import { kept, keptFor } from './kept.ts';

/** A track that has lessons, with the name that a reader sees. */
export interface TrackOfLessons {
  track: Track;
  title: string;
  lessons: Lesson[];
}

/**
 * A lesson of the course.
 * @throws {CourseError} as `loadLesson` does.
 */
export const lessonNamed: (name: string) => Lesson = keptFor((name) =>
  loadLesson(name, courseRoot),
);

/** All lessons, in the order of the course. */
export const allLessons: () => Lesson[] = kept(() =>
  lessonNames(courseRoot).flatMap(loadOrLeaveOut),
);

/** While authors write, a half-written lesson must not hide the others. */
function loadOrLeaveOut(name: string): Lesson[] {
  try {
    return [lessonNamed(name)];
  } catch (error) {
    if (!import.meta.env.DEV) throw error;
    console.warn((error as Error).message);
    return [];
  }
}

/** The course's map: the tracks that have lessons, in order. */
export function courseMap(): TrackOfLessons[] {
  const lessons = allLessons();
  return trackNames
    .map((track) => ({
      track,
      title: TRACKS[track],
      lessons: lessons.filter((lesson) => lesson.track === track),
    }))
    .filter((each) => each.lessons.length > 0);
}
