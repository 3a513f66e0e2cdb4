import { lessonNames, loadLesson, type Lesson } from '../../course/lesson.ts';
import { didYouMean } from '../../course/nearest.ts';
import { merge } from '../../course/progress.ts';
import {
  formatProgress,
  MOST_PROGRESS,
  parseProgress,
} from '../../course/progress-text.ts';
import { UserError } from '../../course/user-error.ts';
import { answerJson, refusing, type Call, type Route } from '../call.ts';
import type { Refusal } from '../guard.ts';
import { readAnswer, saveAnswer, stubOf } from '../workbook.ts';
import type { Workbook } from '../workbook/place.ts';
import { changeProgress, readProgress } from '../workbook/progress-file.ts';
import { isUndoable, resetAnswer, undoReset } from '../workbook/reset.ts';

/**
 * The learner's workbook, for pages:
 * - `/lab/answers` with `{"lesson"}` is answered by
 *   `{"source", "version", "yours", "undo"}`: the answer, or the stub where
 *   there is none (then without a version), and whether a reset can be undone.
 * - `/lab/answers/save` with `{"lesson", "source", "version"}` is answered by
 *   the new `{"version"}`; a file of another version is not written over.
 * - `/lab/answers/reset` and `/lab/answers/undo` with `{"lesson"}` are
 *   answered as the first.
 * - `/lab/progress` with `{"text"}` merges the page's progress with that on
 *   the disk; it is answered by the `{"text"}` of both. Without a text, by
 *   that of the disk.
 */
export function workbookRoutes(workbook: Workbook): [string, Route][] {
  const onLesson = (work: (lesson: Lesson, call: Call) => object) =>
    refusing(async (call) => {
      const lesson = lessonNamed(call.body['lesson'], workbook);
      if ('error' in lesson) return lesson;
      answerJson(call.response, work(lesson, call));
    });
  const shown = (lesson: Lesson) => {
    const answer = readAnswer(lesson, workbook);
    const undo = isUndoable(lesson, workbook);
    if (answer) return { ...answer, yours: true, undo };
    return { source: stubOf(lesson, workbook), yours: false, undo };
  };
  return [
    ['/lab/answers', onLesson(shown)],
    [
      '/lab/answers/save',
      onLesson((lesson, { body: { source, version } }) => {
        if (typeof source !== 'string')
          throw new UserError('"source" is the text of the answer.');
        if (version !== undefined && typeof version !== 'string')
          throw new UserError('"version" is what the lab answered before.');
        return { version: saveAnswer(lesson, source, version, workbook) };
      }),
    ],
    [
      '/lab/answers/reset',
      onLesson((lesson) => {
        resetAnswer(lesson, workbook);
        return shown(lesson);
      }),
    ],
    [
      '/lab/answers/undo',
      onLesson((lesson) => {
        undoReset(lesson, workbook);
        return shown(lesson);
      }),
    ],
    ['/lab/progress', refusing(progressRoute(workbook))],
  ];
}

/** The lesson of a name that a page sent: looked up, never used as a path. */
function lessonNamed(name: unknown, { course }: Workbook): Lesson | Refusal {
  const text = typeof name === 'string' ? name.slice(0, 100) : '';
  const names = lessonNames(course);
  if (names.includes(text)) return loadLesson(text, course);
  const error = `There is no lesson "${text}".${didYouMean(text, names)}`;
  return { status: 404, error };
}

function progressRoute(workbook: Workbook): Route {
  return async ({ body: { text }, response }) => {
    if (text === undefined) {
      const progress = readProgress(workbook);
      return answerJson(response, { text: formatProgress(progress) });
    }
    if (typeof text !== 'string')
      return { status: 400, error: '"text" is the text of your progress.' };
    if (text.length > MOST_PROGRESS) return TOO_LONG;
    const parsed = parseProgress(text);
    if ('error' in parsed) return { status: 400, error: parsed.error };
    const all = await changeProgress((onDisk) => {
      const both = merge(onDisk, parsed.progress);
      if (formatProgress(both).length <= MOST_PROGRESS) return both;
      throw new UserError(TOO_LONG.error);
    }, workbook);
    answerJson(response, { text: formatProgress(all) });
  };
}

const TOO_LONG = {
  status: 413,
  error: `Progress may have ${MOST_PROGRESS} characters, and with that it would have more. Nothing was changed.`,
};
