import type { RunEvent } from '../../course/event.ts';
import type { ArmedFault } from '../../course/fault.ts';
import { labToken } from './lab-token.ts';

/** What is to be run. */
export interface RunRequest {
  /** Track and slug: `redis/pub-sub`. */
  example: string;
  /** The files that the reader edited: source by name, `helper.ts`. */
  files: Record<string, string>;
  /** What is to go wrong in it. */
  faults: readonly ArmedFault[];
}

/** How a press on Run becomes events: by the lab, or by a recording. */
export interface Transport {
  /** Whether the events come from servers, now. */
  live: boolean;
  /**
   * Resolves when the run has ended, also when `signal` stopped it.
   * @throws {Error} with a sentence for the reader, when it cannot be run.
   */
  run(
    request: RunRequest,
    on: (event: RunEvent) => void,
    signal: AbortSignal,
  ): Promise<void>;
}

/** Live where a lab served the page (it left its token there), else replay. */
export async function openTransport(): Promise<Transport> {
  if (labToken()) return (await import('./live.ts')).live;
  return (await import('./replay.ts')).replay;
}
