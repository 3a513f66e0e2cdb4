import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RunEvent } from '../course/event.ts';
import { UserError } from '../course/user-error.ts';
import type { Provider } from '../services/service.ts';
import { readBody } from './body.ts';
import {
  refuseCaller,
  refuseHost,
  SECURITY_HEADERS,
  type Refusal,
} from './guard.ts';
import type { NodePool } from './node-pool.ts';
import { runExample } from './run-example.ts';
import { readRunRequest, type RunRequest } from './run-request.ts';
import { Turns } from './turns.ts';
import { librariesOf } from './versions.ts';

/** Runs at once; more would only slow each other down. */
const AT_ONCE = 4;
const DEFECT =
  'This is a defect of Roundtrip; the terminal that runs it says more.';
/** Milliseconds for which events are gathered before they are sent. */
const BATCH_MS = 8;

export interface LabOptions {
  services: Pick<Provider, 'lease'>;
  /** Stands in the pages that may use this lab. */
  token: string;
  root?: string;
  /** Processes that are started in advance. */
  pool?: NodePool;
}

/**
 * The lab's answer to a request below `/lab/`.
 *
 * `POST /lab/runs` with `{"example": name}`, and `"files"` with the sources
 * that the learner changed, is answered by a stream of run events, one JSON a
 * line; closing the request kills the run. The header `X-Lab-Tab` tells one
 * page from another: they take turns. Any other answer is
 * `{"error": sentence}` with a status that is not 200.
 */
export function labHandler(options: LabOptions) {
  const turns = new Turns(AT_ONCE);
  const going = new Set<Promise<void>>();
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const refused =
      refuseHost(request) ??
      refuseRoute(request) ??
      refuseCaller(request, options.token);
    if (refused) return refuse(response, refused);
    const body = await readBody(request);
    if ('error' in body) return refuse(response, body);
    const wanted = readRunRequest(body.value, options.root);
    if ('error' in wanted) return refuse(response, wanted);
    const client = String(request.headers['x-lab-tab']);
    await run(options, turns, { ...wanted, client }, response);
  };
  return {
    handle(request: IncomingMessage, response: ServerResponse) {
      const answered = answer(request, response)
        .catch((error: Error) => {
          console.error(error); // a fault of ours: the lab goes on
          refuse(response, { status: 500, error: DEFECT });
        })
        .finally(() => going.delete(answered));
      going.add(answered);
    },
    /** Resolves when every run has ended and given its lease back. */
    async idle() {
      while (going.size > 0) await Promise.all(going);
    },
  };
}

function refuseRoute(request: IncomingMessage): Refusal | undefined {
  if (request.url !== '/lab/runs') {
    return { status: 404, error: `The lab has nothing at ${request.url}.` };
  }
  if (request.method !== 'POST') {
    return { status: 405, error: 'A run is started by POST.' };
  }
  return undefined;
}

function refuse(response: ServerResponse, { status, error }: Refusal) {
  if (response.headersSent || response.destroyed) return;
  response.writeHead(status, {
    ...SECURITY_HEADERS,
    'Content-Type': 'application/json',
    Connection: 'close',
  });
  response.end(JSON.stringify({ error }));
}

async function run(
  options: LabOptions,
  turns: Turns,
  wanted: RunRequest & { client: string },
  response: ServerResponse,
) {
  const gone = new AbortController();
  response.on('close', () => gone.abort());
  const events = new EventStream(response);
  try {
    const { client, original, example } = wanted;
    const ahead = (ahead: number) =>
      events.send({ t: 0, event: 'waiting', ahead });
    const { pool } = options;
    await turns.take({ client, signal: gone.signal, ahead }, async () => {
      pool?.expect(librariesOf(original.files), original.programs.length);
      await runExample(options.services, example, {
        on: (event) => events.send(event),
        signal: gone.signal,
        pool,
      });
    });
    events.end();
  } catch (error) {
    if (!(error instanceof UserError)) console.error(error);
    if (gone.signal.aborted) return;
    const message = error instanceof UserError ? error.message : DEFECT;
    if (response.headersSent) {
      events.send({ t: 0, event: 'end', outcome: 'failed', message, left: [] });
      events.end();
    } else {
      refuse(response, { status: 503, error: message });
    }
  }
}

/**
 * Events on their way to the page: at once after a pause, and then a few
 * milliseconds' worth at a time.
 */
class EventStream {
  #response: ServerResponse;
  #waiting = '';
  #pause: NodeJS.Timeout | undefined;

  constructor(response: ServerResponse) {
    this.#response = response;
  }

  send(event: RunEvent) {
    this.#waiting += `${JSON.stringify(event)}\n`;
    if (!this.#pause) this.#flush();
  }

  #flush() {
    clearTimeout(this.#pause);
    this.#pause = undefined;
    if (this.#waiting === '' || this.#response.writableEnded) return;
    if (!this.#response.headersSent) {
      this.#response.writeHead(200, {
        ...SECURITY_HEADERS,
        'Content-Type': 'application/x-ndjson; charset=utf-8',
        'Cache-Control': 'no-store',
      });
    }
    this.#response.write(this.#waiting);
    this.#waiting = '';
    this.#pause = setTimeout(() => this.#flush(), BATCH_MS);
  }

  end() {
    this.#flush();
    clearTimeout(this.#pause);
    this.#response.end();
  }
}
