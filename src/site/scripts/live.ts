import type { RunEvent } from '../../course/event.ts';
import type { RunRequest, Transport } from './transport.ts';

/** Tells this page from others: they take turns. */
const tab = crypto.randomUUID();

/** The lab's runs: a POST, answered by one event a line. */
export function live(token: string): Transport {
  async function run(
    request: RunRequest,
    on: (event: RunEvent) => void,
    signal: AbortSignal,
  ) {
    const response = await fetch('/lab/runs', {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        'X-Lab-Tab': tab,
        'X-Lab-Token': token,
      },
      body: JSON.stringify(
        Object.keys(request.files).length > 0
          ? request
          : { example: request.example },
      ),
      signal,
    });
    if (!response.ok) throw new Error(await refusal(response));
    let rest = '';
    const text = response.body!.pipeThrough(new TextDecoderStream());
    for await (const chunk of chunksOf(text)) {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) if (line) on(JSON.parse(line) as RunEvent);
    }
  }
  return {
    live: true,
    run: (request, on, signal) =>
      run(request, on, signal).catch((error: unknown) => {
        if (signal.aborted) return;
        // fetch throws a TypeError for a server that is not there.
        if (!(error instanceof TypeError)) throw error;
        throw new Error(
          'The lab does not answer. Is npm start still running? Start it again, then reload this page.',
        );
      }),
  };
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

/** Why the lab would not run it, in its own words. */
async function refusal(response: Response): Promise<string> {
  try {
    const { error } = (await response.json()) as { error: string };
    return error;
  } catch {
    return `The lab answered ${response.status}. Reload this page, then try again.`;
  }
}
