import { labToken } from './lab-token.ts';

/** Tells this page from others: they take turns, and have servers of their own. */
const tab = crypto.randomUUID();

/** Said where nothing answers. */
const GONE =
  'The lab does not answer. Is npm start still running? Start it again, then reload this page.';

/** The lab would not do it; with why, in its own words. */
export class LabError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/**
 * What the lab answers to this page.
 * @param route below `/lab/`
 * @throws {Error} with a sentence for the reader, when it refuses or is gone.
 */
export async function askLab(
  route: string,
  body: object,
  options: { signal?: AbortSignal; keepalive?: boolean } = {},
): Promise<Response> {
  const response = await fetch(`/lab/${route}`, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      'X-Lab-Tab': tab,
      'X-Lab-Token': labToken(),
    },
    body: JSON.stringify(body),
    ...options,
  }).catch(gone);
  if (!response.ok)
    throw new LabError(response.status, await refusal(response));
  leaveWithPage();
  return response;
}

/** fetch throws a TypeError for a server that is not there. */
function gone(error: unknown): never {
  if (error instanceof TypeError) throw new Error(GONE, { cause: error });
  throw error;
}

/** Reads a stream of events, one a line, to its end. */
export async function readEvents<Event>(
  response: Response,
  on: (event: Event) => void,
): Promise<void> {
  let rest = '';
  const text = response.body!.pipeThrough(new TextDecoderStream());
  try {
    for await (const chunk of chunksOf(text)) {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) if (line) on(JSON.parse(line) as Event);
    }
  } catch (error) {
    gone(error);
  }
}

/** Safari has no asynchronous iteration of streams. */
async function* chunksOf(stream: ReadableStream<string>) {
  const reader = stream.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    yield value;
  }
}

/** Why the lab would not do it, in its own words. */
async function refusal(response: Response): Promise<string> {
  try {
    const { error } = (await response.json()) as { error: string };
    return error;
  } catch {
    return `The lab answered ${response.status}. Reload this page, then try again.`;
  }
}

let leaves = false;

/** The lab keeps servers for its pages; not for one that is gone. */
function leaveWithPage() {
  if (leaves) return;
  leaves = true;
  addEventListener('pagehide', () => {
    void askLab('leave', {}, { keepalive: true }).catch(() => {});
  });
}
