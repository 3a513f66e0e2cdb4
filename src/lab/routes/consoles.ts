import type { ConsoleEvent } from '../../course/console-event.ts';
import { CourseError } from '../../course/course-error.ts';
import { SERVICES, type Service } from '../../course/service-name.ts';
import type { UserError } from '../../course/user-error.ts';
import type { Bench } from '../bench.ts';
import type { Benches } from '../benches.ts';
import { answerJson, refusing, type Call, type Route } from '../call.ts';
import { Session } from '../console/session.ts';
import { Sessions } from '../console/sessions.ts';
import { EventStream } from '../event-stream.ts';
import type { Refusal } from '../guard.ts';

/** Bytes that wait for a page which does not read them. */
const MOST_UNREAD = 4 * 1024 * 1024;

/**
 * - `POST /lab/consoles` with `{"example", "service"}` opens a console on the
 *   servers of a bench. Its answer is a stream of console events, which ends
 *   when the page hangs up.
 * - `POST /lab/consoles/lines` with `{"example", "service", "line"}` types a
 *   line into it; with `"stop": true` in place of a line, it ends what goes on.
 */
export function consoleRoutes(benches: Benches): [string, Route][] {
  const sessions = new Sessions();

  const open = async ({ body, client, response, signal }: Call) => {
    if (signal.aborted || response.destroyed) return;
    const place = placeOf(benches, client, body);
    if ('error' in place) return place;
    const { bench, service } = place;
    const events = new EventStream<ConsoleEvent>(response);
    const session = new Session(bench, service, (event) => {
      events.send(event);
      if (response.writableLength > MOST_UNREAD) response.destroy();
    });
    signal.addEventListener('abort', () => session.close());
    sessions.keep(keyOf(client, bench, service), session);
    try {
      await session.start();
    } catch (error) {
      session.close();
      throw error;
    }
    await session.ended;
    events.end();
  };

  const line = async ({ body, client, response }: Call) => {
    const place = placeOf(benches, client, body);
    if ('error' in place) return place;
    const { bench, service } = place;
    const session = sessions.get(keyOf(client, bench, service));
    if (!session) {
      const error = 'This console is not open. Open it, then type the line.';
      return { status: 409, error };
    }
    if (body['stop'] === true) await session.stop();
    else if (typeof body['line'] === 'string') session.line(body['line']);
    else return { status: 400, error: '"line" is the text of one line.' };
    answerJson(response, {});
  };

  return [
    ['/lab/consoles', refusing(open, statusOf)],
    ['/lab/consoles/lines', refusing(line, statusOf)],
  ];
}

function keyOf(client: string, { example }: Bench, service: Service): string {
  return JSON.stringify([client, example.name, service]);
}

/** @throws {CourseError} when there is no such example. */
function placeOf(
  benches: Benches,
  client: string,
  body: Record<string, unknown>,
): { bench: Bench; service: Service } | Refusal {
  const bench = benches.named(client, body['example']);
  const { uses, name } = bench.example;
  const service = SERVICES.find((each) => each === body['service']);
  if (service && uses.includes(service)) return { bench, service };
  const error = `${name} uses ${uses.join(', ')}: "service" is one of them.`;
  return { status: 404, error };
}

/** What is not there is told with 404, another foreseen error with 409. */
function statusOf(error: UserError): number {
  return error instanceof CourseError ? 404 : 409;
}
