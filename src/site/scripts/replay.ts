import type { RunEvent } from '../../course/event.ts';
import { siteFile } from './site-file.ts';
import type { RunRequest, Transport } from './transport.ts';

/** No pause of a recording is played longer than this, in ms. */
const LONGEST_PAUSE = 1000;

/** Resolves after `ms`, or at once when stopped. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

/**
 * The events of an example's recording.
 * @throws {Error} with a sentence for the reader, when it cannot be fetched.
 */
export async function recordedEvents(example: string): Promise<RunEvent[]> {
  const response = await fetch(siteFile(`recordings/${example}.jsonl`));
  if (!response.ok)
    throw new Error('The recording of this example could not be loaded.');
  const lines = (await response.text()).split('\n').filter(Boolean);
  return lines.map((line) => JSON.parse(line) as RunEvent);
}

async function run(
  { example }: RunRequest,
  on: (event: RunEvent) => void,
  signal: AbortSignal,
) {
  const events = await recordedEvents(example);
  const atOnce = matchMedia('(prefers-reduced-motion: reduce)').matches;
  let before = 0;
  for (const event of events) {
    const gap = Math.min(event.t - before, LONGEST_PAUSE);
    before = event.t;
    if (gap > 0 && !atOnce) await pause(gap, signal);
    if (signal.aborted) return;
    on(event);
  }
}

/** Plays what was recorded, with the pauses of the true run. */
export const replay: Transport = { live: false, run };
