import {
  timeOf,
  withMark,
  withSolutionSeen,
  withVerdict,
} from '../../../course/progress.ts';
import { changeProgress } from './kept-progress.ts';

const now = () => timeOf(new Date());

/** Notes the verdict on an answer; one that fails opens its lesson again. */
export function noteChecked(lesson: string, passed: boolean) {
  changeProgress((before) => withVerdict(before, lesson, passed, now()));
}

/** Notes that the solution was shown while the exercise was open. */
export function noteSolutionSeen(lesson: string) {
  changeProgress((before) => withSolutionSeen(before, lesson, now()));
}

/** Notes that a lesson was read, or takes that back. */
export function noteRead(lesson: string, on: boolean) {
  changeProgress((before) =>
    (before.lessons[lesson]?.read?.on ?? false) === on
      ? before
      : withMark(before, lesson, 'read', { on, time: now() }),
  );
}

/** Notes where the reader is. */
export function noteAt(lesson: string) {
  changeProgress((before) =>
    before.at?.lesson === lesson
      ? before
      : { ...before, at: { lesson, time: now() } },
  );
}
