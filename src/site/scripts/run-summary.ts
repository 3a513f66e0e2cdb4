import type { RunEvent } from '../../course/event.ts';
import { serviceName } from '../service-names.ts';

type RunEnd = Extract<RunEvent, { event: 'end'; outcome: string }>;

const OUTCOMES = {
  finished: 'Finished.',
  stopped: 'Stopped.',
  limit: 'Ended by a limit.',
  failed: 'It could not be run.',
};

/** How a run ended and what it left on the servers, in sentences. */
export function summary({ outcome, message, left }: RunEnd): string {
  const sentences = [message ?? OUTCOMES[outcome]];
  if (left.length > 0) {
    const things = left.map(({ service, what, count, names }) => {
      const named = names.length > 0 ? ` (${names.join(', ')})` : '';
      return `${count} ${what}${count === 1 ? '' : 's'} on ${serviceName(service) ?? service}${named}`;
    });
    sentences.push(`Left behind: ${things.join('; ')}.`);
  }
  return sentences.join(' ');
}
