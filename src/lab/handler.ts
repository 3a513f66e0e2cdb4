import type { IncomingMessage, ServerResponse } from 'node:http';
import { UserError } from '../course/user-error.ts';
import { loadLesson } from '../course/lesson.ts';
import type { Provider } from '../services/service.ts';
import { Benches } from './benches.ts';
import { readBody } from './body.ts';
import { Checks } from './check/checks.ts';
import { refuse, type Route } from './call.ts';
import { refuseCaller, refuseHost, type Refusal } from './guard.ts';
import type { NodePool } from './node-pool.ts';
import { ProgressFile } from './progress-file.ts';
import { benchRoutes } from './routes/benches.ts';
import { checkRoute } from './routes/checks.ts';
import { consoleRoutes } from './routes/consoles.ts';
import { faultRoute } from './routes/faults.ts';
import { runRoute } from './routes/runs.ts';
import { workbookRoutes } from './routes/workbook.ts';
import { Workbook } from './workbook.ts';
import { sweepUnfinished } from './write-whole.ts';

/** What a page is told of what is not its fault. */
export const DEFECT =
  'This is a defect of Roundtrip; the terminal that runs it says more.';

export interface LabOptions {
  services: Pick<Provider, 'lease'>;
  /** Stands in the pages that may use this lab. */
  token: string;
  /** The name of a proxy in front of it, if there is to be one. */
  host?: string;
  root?: string;
  /** The learner's own folder; by default the project's. */
  workbook?: string;
  /** Processes that are started in advance. */
  pool?: NodePool;
}

/**
 * The lab's answers below `/lab/`: `routes/` has a file for each. All are
 * asked by POST, with a JSON object. The header `X-Lab-Tab` tells one page
 * from another. A refusal is `{"error": sentence}` with a status that is not
 * 200.
 */
export function labHandler(options: LabOptions) {
  const benches = new Benches(options.services, options.root);
  const checks = new Checks(options.services);
  const workbook = new Workbook(options.workbook);
  sweepUnfinished(workbook.folder);
  const progress = new ProgressFile(options.workbook);
  const routes = new Map<string, Route>([
    ['/lab/runs', runRoute(options, benches)],
    ['/lab/faults', faultRoute(benches)],
    ['/lab/checks', checkRoute(checks, workbook, benches)],
    ...workbookRoutes(workbook, progress, (lesson) =>
      checks.expect(loadLesson(lesson)),
    ),
    ...benchRoutes(benches),
    ...consoleRoutes(benches),
  ]);
  const going = new Set<Promise<void>>();
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const route = routes.get(request.url ?? '');
    const refused =
      refuseHost(request, options.host) ??
      refuseRoute(request, route) ??
      refuseCaller(request, options.token, options.host);
    if (refused) return refuse(response, refused);
    const body = await readBody(request);
    if ('error' in body) return refuse(response, body);
    const gone = new AbortController();
    response.on('close', () => gone.abort());
    const no = await route!({
      body: body.value,
      client: String(request.headers['x-lab-tab']),
      response,
      signal: gone.signal,
    });
    if (no) refuse(response, no);
  };
  return {
    handle(request: IncomingMessage, response: ServerResponse) {
      const answered = answer(request, response)
        .catch((error: Error) => {
          if (error instanceof UserError)
            return refuse(response, { status: 503, error: error.message });
          console.error(error); // a fault of ours: the lab goes on
          refuse(response, { status: 500, error: DEFECT });
        })
        .finally(() => going.delete(answered));
      going.add(answered);
    },
    /** Resolves when every run has ended and every lease is given back. */
    async idle() {
      while (going.size > 0) await Promise.all(going);
      await Promise.all([benches.close(), checks.close()]);
    },
  };
}

function refuseRoute(
  request: IncomingMessage,
  route: Route | undefined,
): Refusal | undefined {
  if (!route) {
    return { status: 404, error: `The lab has nothing at ${request.url}.` };
  }
  if (request.method !== 'POST') {
    return { status: 405, error: 'The lab is asked by POST.' };
  }
  return undefined;
}
