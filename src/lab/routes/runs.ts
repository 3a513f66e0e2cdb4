import type { RunEvent } from '../../course/event.ts';
import { UserError } from '../../course/user-error.ts';
import type { Benches } from '../benches.ts';
import type { Call, Route } from '../call.ts';
import { EventStream } from '../event-stream.ts';
import type { Refusal } from '../guard.ts';
import { DEFECT, type LabOptions } from '../handler.ts';
import { runExample } from '../run-example.ts';
import { readRunRequest } from '../run-request.ts';
import { Turns } from '../turns.ts';
import { librariesOf } from '../versions.ts';

/** Runs at once; more would only slow each other down. */
const AT_ONCE = 4;

/**
 * `POST /lab/runs` with `{"example": name}`, and where they are wanted
 * `"files"` with the sources that the learner changed and `"faults"` to come
 * in it, is answered by a stream of run events; closing the request kills the
 * run. The pages take turns. Its lease stays with its bench: until the next
 * run the page can look at what this one has left.
 */
export function runRoute(
  { root, services, pool }: LabOptions,
  benches: Benches,
): Route {
  const turns = new Turns(AT_ONCE);

  return async ({ body, client, response, signal }: Call) => {
    const wanted = readRunRequest(body, root);
    if ('error' in wanted) return wanted;
    const { original, example, faults } = wanted;
    const events = new EventStream<RunEvent>(response);
    const bench = benches.of(client, original);
    const ahead = (count: number) =>
      events.send({ t: 0, event: 'waiting', ahead: count });
    try {
      await turns.take({ client, signal, ahead }, async () => {
        pool?.expect(librariesOf(original.files), original.programs.length);
        // What the last run left goes while this one begins.
        const dropped = Promise.all([
          bench.drop(),
          benches.yieldTo(bench, client),
        ]);
        await runExample(services, example, {
          on: (event) => events.send(event),
          signal,
          pool,
          armed: faults,
          bench,
        });
        await dropped;
      });
      events.end();
    } catch (error) {
      return failed(error, events, { response, signal });
    }
  };
}

/** A run that could not be: said in its stream where that has begun. */
function failed(
  error: unknown,
  events: EventStream<RunEvent>,
  { response, signal }: Pick<Call, 'response' | 'signal'>,
): Refusal | void {
  if (!(error instanceof UserError)) console.error(error);
  if (signal.aborted) return;
  const message = error instanceof UserError ? error.message : DEFECT;
  if (!response.headersSent) return { status: 503, error: message };
  events.send({ t: 0, event: 'end', outcome: 'failed', message, left: [] });
  events.end();
}
