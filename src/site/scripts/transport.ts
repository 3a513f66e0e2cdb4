import type { RunEvent } from '../../course/event.ts';
import { labToken } from './lab-token.ts';

/** What is to be run. */
export interface RunRequest {
  /** Track and slug: `redis/pub-sub`. */
  example: string;
  /** The files that the reader edited: source by name, `helper.ts`. */
  files: Record<string, string>;
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
  const token = labToken();
  if (token) return (await import('./live.ts')).live(token);
  return (await import('./replay.ts')).replay;
}
