import { setImmediate as turn } from 'node:timers/promises';
import type { WireEvent } from '../../course/event.ts';
import type { Service } from '../../course/service-name.ts';
import { checkServers, MOST_MESSAGES } from './servers.ts';

/** Turns of the event loop after which a tap has told what it passed on. */
const TURNS = 4;

/** Does some work, if there is any; resolves to what `events` has before it. */
export async function mark(work?: () => unknown): Promise<number> {
  await told();
  const before = work ? checkServers().events.length : 0;
  await work?.();
  await told();
  return before;
}

/**
 * The messages that have crossed to a service and from it, set-up too.
 * @throws {Error} when there were more than are kept.
 */
export function crossed(service: Service): { at: number; wire: WireEvent }[] {
  const { events } = checkServers();
  const all = events.flatMap((each, at) =>
    each.event === 'wire' ? [{ at, wire: each }] : [],
  );
  if (all.length >= MOST_MESSAGES) {
    throw new Error(
      `More than ${MOST_MESSAGES} messages crossed, and no more are counted. Let the check do less.`,
    );
  }
  return all.filter(({ wire }) => wire.service === service);
}

async function told() {
  for (let each = 0; each < TURNS; each++) await turn();
}
