import type { RunEvent } from '../../course/event.ts';
import { serviceName } from '../service-names.ts';

/** The end of a run as a whole. */
export type RunEnd = Extract<RunEvent, { event: 'end'; outcome: string }>;

/** What a sentence on a run must tell beside how it ended. */
export interface Told {
  live: boolean;
  versions: string;
  /** Names of the files that the reader edited. */
  edited: string[];
}

const GO_LIVE = 'type npm ci && npm start in the project’s folder.';

/** Said until it is the run's turn. */
export function waits(ahead: number): string {
  if (ahead === 0) return 'Yours is the next run.';
  return `${ahead} ${ahead === 1 ? 'run' : 'runs'} before yours.`;
}

/** Said while a run goes on. */
export function begun({ live, versions, edited }: Told): string {
  const yours = edited.length > 0 ? ` your ${edited.join(', ')}` : '';
  return live
    ? `Running${yours} on ${versions}`
    : `Replaying a recording made on ${versions}`;
}

/** Said when it is over. */
export function over(how: string, { live, versions, edited }: Told): string {
  const yours = edited.join(', ');
  if (versions === '') return how; // it never began
  if (live && edited.length === 0) return `${how} Live, on ${versions}.`;
  if (live) return `${how} Live, on ${versions}, with your ${yours}.`;
  const recorded = `${how} This was a recording, made on ${versions}.`;
  if (edited.length === 0) return `${recorded} To run it live, ${GO_LIVE}`;
  return `${recorded} Your ${yours} did not run, for no lab serves this page. To run it, ${GO_LIVE}`;
}

const OUTCOMES = {
  finished: 'Finished.',
  stopped: 'Stopped.',
  limit: 'Ended by a limit.',
  failed: 'It could not be run.',
};

/** How a run ended and what it left on the servers, in sentences. */
export function summary(end: RunEnd): string {
  const how = end.message ?? OUTCOMES[end.outcome];
  return [how, leftBehind(end)].filter(Boolean).join(' ');
}

/** What a run left on the servers, as a sentence; empty where it is nothing. */
export function leftBehind({ left }: RunEnd): string {
  if (left.length === 0) return '';
  const things = left.map(({ service, what, count, names }) => {
    const named = names.length > 0 ? ` (${names.join(', ')})` : '';
    return `${count} ${what}${count === 1 ? '' : 's'} on ${serviceName(service) ?? service}${named}`;
  });
  return `Left behind: ${things.join('; ')}.`;
}
