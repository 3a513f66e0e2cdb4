import type { RunEvent } from '../../course/event.ts';
import { askLab, readEvents } from './lab-request.ts';
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
  await readEvents(await askLab('runs', body, { signal }), on);
}

/** The lab's runs: a POST, answered by one event a line. */
export const live: Transport = {
  live: true,
  run: (request, on, signal) =>
    run(request, on, signal).catch((error: unknown) => {
      if (!signal.aborted) throw error;
    }),
};
