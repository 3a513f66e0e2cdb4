import type { RunEvent } from '../../course/event.ts';
import { askLab, gone } from './lab-request.ts';
import type { RunRequest, Transport } from './transport.ts';

async function run(
  { example, files, faults }: RunRequest,
  on: (event: RunEvent) => void,
  signal: AbortSignal,
) {
  const body = {
    example,
    ...(Object.keys(files).length > 0 && { files }),
    ...(faults.length > 0 && { faults }),
  };
  const response = await askLab('runs', body, { signal });
  giveBackOnLeave();
  let rest = '';
  const text = response.body!.pipeThrough(new TextDecoderStream());
  for await (const chunk of chunksOf(text)) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line) on(JSON.parse(line) as RunEvent);
  }
}

/** The lab's runs: a POST, answered by one event a line. */
export const live: Transport = {
  live: true,
  run: (request, on, signal) =>
    run(request, on, signal).catch((error: unknown) => {
      if (!signal.aborted) throw gone(error);
    }),
};

let leaves = false;

/** The lab keeps the servers of a run for its page; not for one that is gone. */
function giveBackOnLeave() {
  if (leaves) return;
  leaves = true;
  addEventListener('pagehide', () => {
    void askLab('leave', {}, { keepalive: true }).catch(() => {});
  });
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
