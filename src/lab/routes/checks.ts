import type { CheckEvent } from '../../course/check-result.ts';
import { lessonNames, loadLesson } from '../../course/lesson.ts';
import { UserError } from '../../course/user-error.ts';
import type { Benches } from '../benches.ts';
import type { Call, Route } from '../call.ts';
import type { Checks } from '../check/checks.ts';
import { EventStream } from '../event-stream.ts';
import { DEFECT } from '../handler.ts';
import { Turns } from '../turns.ts';
import type { Workbook } from '../workbook.ts';

/** Checks at once; each has a Vitest of its own. */
const AT_ONCE = 2;

/**
 * `POST /lab/checks` with `{"lesson": name, "source": text}` is answered by a
 * stream of check events, the verdict last; closing the request ends the
 * check. The pages take turns.
 */
export function checkRoute(
  checks: Checks,
  workbook: Workbook,
  benches: Pick<Benches, 'yieldTo'>,
): Route {
  const turns = new Turns(AT_ONCE);

  return async ({ body, client, response, signal }: Call) => {
    const { lesson: name, source } = body;
    // Looked up among what exists, never used as a path.
    const known = lessonNames().find((each) => each === name);
    if (known === undefined)
      return { status: 404, error: 'The course has no lesson of that name.' };
    if (typeof source !== 'string')
      return { status: 400, error: '"source" must be the text of an answer.' };
    const lesson = loadLesson(known);
    const file = workbook.fileOf(known);
    const events = new EventStream<CheckEvent>(response);
    const on = (event: CheckEvent) => events.send(event);
    const ahead = (count: number) =>
      on({ t: 0, event: 'waiting', ahead: count });
    try {
      await turns.take({ client, signal, ahead }, async () => {
        // Where one has the servers at a time, the page's own runs give way.
        const given = benches.yieldTo(undefined, client);
        await checks.check({ lesson, file, source }, { on, signal });
        await given;
      });
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof UserError)) console.error(error);
      const message = error instanceof UserError ? error.message : DEFECT;
      if (!response.headersSent) return { status: 503, error: message };
      on({ t: 0, event: 'end', outcome: 'failed', message, left: [] });
    }
    events.end();
  };
}
