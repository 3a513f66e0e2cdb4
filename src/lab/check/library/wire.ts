import { laneKey } from '../../../course/lanes.ts';
import type { Service } from '../../../course/service-name.ts';
import { crossed, mark } from '../crossed.ts';
import { checkServers } from '../servers.ts';
import { sqlReader } from '../statements.ts';

// What crosses the connections of the answer, and of the check's own clients;
// not what the other files of this folder ask. With `work`, only while that
// is done; without, since the check began. What a client sends without
// waiting for an answer may cross a moment later: wait for its effect first.

/**
 * The SQL that PostgreSQL was sent, a string for each execution of a
 * statement: `BEGIN` and `COMMIT` too. Long ones are cut.
 */
export async function statements(work?: () => unknown): Promise<string[]> {
  const from = await mark(work);
  const sqlOf = sqlReader();
  return crossed('postgres').flatMap(({ at, wire }) => {
    if (wire.from !== 'client') return [];
    const sql = sqlOf(wire);
    return sql === undefined || wire.setup || at < from ? [] : sql;
  });
}

/**
 * What a service was sent, without the set-up of a connection, a line each in
 * the protocol's own words, as the wire shows it: `SET stock "9" EX 60`.
 */
export async function commands(
  service: Service,
  work?: () => unknown,
): Promise<string[]> {
  const from = await mark(work);
  return crossed(service)
    .filter(({ at, wire }) => at >= from && wire.from === 'client')
    .flatMap(({ wire }) => (wire.setup ? [] : wire.text));
}

/** How often clients have waited for the answer of a service. */
export async function roundTrips(
  service: Service,
  work?: () => unknown,
): Promise<number> {
  const from = await mark(work);
  const trips = crossed(service).flatMap(({ at, wire }) =>
    at >= from &&
    wire.from === 'server' &&
    !wire.setup &&
    wire.trip !== undefined
      ? `${laneKey(wire)} ${wire.trip}`
      : [],
  );
  return new Set(trips).size;
}

/** How many connections to a service are open now. */
export async function connections(service: Service): Promise<number> {
  await mark();
  return changes(service, 'open').length - changes(service, 'closed').length;
}

/** How many connections to a service were opened. */
export async function opened(
  service: Service,
  work?: () => unknown,
): Promise<number> {
  const from = await mark(work);
  return changes(service, 'open').filter((at) => at >= from).length;
}

/** When connections were opened, or have ended: as indices of the events. */
function changes(service: Service, state: 'open' | 'closed'): number[] {
  return checkServers().events.flatMap((each, at) =>
    each.event === 'connection' &&
    each.service === service &&
    each.state === state
      ? at
      : [],
  );
}
