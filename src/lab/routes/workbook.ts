import { lessonNames } from '../../course/lesson.ts';
import {
  formatProgress,
  mergeProgress,
  parseProgress,
} from '../../course/progress.ts';
import type { UserError } from '../../course/user-error.ts';
import { answerJson, refusing, type Call, type Route } from '../call.ts';
import { ChangedOnDisk } from '../changed-on-disk.ts';
import type { Refusal } from '../guard.ts';
import type { ProgressFile } from '../progress-file.ts';
import type { Workbook } from '../workbook.ts';

/**
 * The learner's workbook.
 *
 * `/lab/answers` with `{"lesson": name}` is answered by `source`, `undo`
 * (whether a reset can be undone) and, where there is an answer, its `version`;
 * without one it is the stub. `/lab/answers/reset` and `/lab/answers/undo` are
 * answered alike. `/lab/answers/save` wants `source` too, and the `version`
 * that the page has seen; 409 when the file is another by now.
 *
 * `/lab/progress` is answered by `{"text"}`, merged with the `text` that it
 * brings, if any.
 */
export function workbookRoutes(
  workbook: Workbook,
  progress: ProgressFile,
  /** Told when an answer is asked for: it may be checked soon. */
  opened: (lesson: string) => void,
): [string, Route][] {
  const onLesson =
    (work: (lesson: string, call: Call) => object): Route =>
    async (call) => {
      const { lesson } = call.body;
      const known = lessonNames().find((each) => each === lesson);
      if (known === undefined) return NO_LESSON;
      answerJson(call.response, work(known, call));
    };
  const open = (lesson: string) => {
    opened(lesson);
    return workbook.read(lesson);
  };
  const save: Route = async (call) => {
    const { source, version } = call.body;
    if (typeof source !== 'string' || !isTextOrNothing(version))
      return { status: 400, error: '"source" and "version" must be texts.' };
    return onLesson((lesson) => ({
      version: workbook.save(lesson, source, version),
    }))(call);
  };
  const sync: Route = async ({ body: { text }, response }) => {
    if (!isTextOrNothing(text))
      return { status: 400, error: '"text" must be a text.' };
    const after =
      text === undefined
        ? progress.read()
        : await progress.change((before) =>
            mergeProgress(before, parseProgress(text)),
          );
    answerJson(response, { text: formatProgress(after) });
  };
  const routes: [string, Route][] = [
    ['/lab/answers', onLesson(open)],
    ['/lab/answers/save', save],
    ['/lab/answers/reset', onLesson((lesson) => workbook.reset(lesson))],
    ['/lab/answers/undo', onLesson((lesson) => workbook.undo(lesson))],
    ['/lab/progress', sync],
  ];
  return routes.map(([name, route]) => [name, refusing(route, statusOf)]);
}

const NO_LESSON: Refusal = {
  status: 404,
  error: 'The course has no lesson of that name.',
};

function statusOf(error: UserError): number {
  return error instanceof ChangedOnDisk ? 409 : 422;
}

function isTextOrNothing(value: unknown): value is string | undefined {
  return value === undefined || typeof value === 'string';
}
