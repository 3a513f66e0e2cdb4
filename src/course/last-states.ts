import type { RunEvent } from './event.ts';
import type { ServerState } from './server-state.ts';
import { SERVICES, type Service } from './service-name.ts';

/**
 * The last state of each server that a run tells of: what the run left on it.
 * @param until in milliseconds since the run began
 */
export function lastStates(
  events: readonly RunEvent[],
  until = Infinity,
): ServerState[] {
  const last = new Map<Service, ServerState>();
  for (const each of events) {
    if (each.event === 'state' && each.t <= until)
      last.set(each.state.service, each.state);
  }
  return SERVICES.flatMap((service) => last.get(service) ?? []);
}
