/** Tells this page from others: they take turns, and have servers of their own. */
const tab = crypto.randomUUID();

const GONE =
  'The lab does not answer. Is npm start still running? Start it again, then reload this page.';

/**
 * What the lab answers to this page.
 * @throws {Error} with a sentence for the reader, when it refuses or is gone.
 */
export async function askLab(
  token: string,
  address: string,
  body: object,
  signal?: AbortSignal,
): Promise<Response> {
  const response = await send(token, address, body, signal && { signal });
  if (!response.ok) throw new Error(await refusal(response));
  return response;
}

/** Tells the lab that this page is left: it takes its servers back. */
export function leaveLab(token: string) {
  // Outlives the page.
  void send(token, '/lab/leave', {}, { keepalive: true }).catch(() => {});
}

async function send(
  token: string,
  address: string,
  body: object,
  options?: RequestInit,
): Promise<Response> {
  try {
    return await fetch(address, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        'X-Lab-Tab': tab,
        'X-Lab-Token': token,
      },
      body: JSON.stringify(body),
      ...options,
    });
  } catch (error) {
    // fetch throws a TypeError for a server that is not there.
    if (error instanceof TypeError) throw new Error(GONE, { cause: error });
    throw error;
  }
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
    if (error instanceof TypeError) throw new Error(GONE, { cause: error });
    throw error;
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
