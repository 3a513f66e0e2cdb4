import type { RunEvent } from '../../course/event.ts';
import { askLab, readEvents } from './lab-request.ts';
import type { RunRequest, Transport } from './transport.ts';

/** The lab's runs: a POST, answered by one event a line. */
export function live(token: string): Transport {
  async function run(
    request: RunRequest,
    on: (event: RunEvent) => void,
    signal: AbortSignal,
  ) {
    const edited = Object.keys(request.files).length > 0;
    const body = edited ? request : { example: request.example };
    await readEvents(await askLab(token, '/lab/runs', body, signal), on);
  }
  return {
    live: true,
    run: (request, on, signal) =>
      run(request, on, signal).catch((error: unknown) => {
        if (!signal.aborted) throw error;
      }),
  };
}
