import type { RunEvent } from '../../course/event.ts';
import {
  ADDRESS_VARIABLE,
  type Lease,
  type Service,
} from '../../services/service.ts';
import { Faults } from '../faults.ts';
import { openWire, type Wire } from '../wire.ts';

/** Has a program run beside the check; resolves to what kills it. */
export type StartProgram = (
  program: { file: string; args: string[] },
  on: (news: { text: string } | { ended: string }) => void,
) => Promise<() => void>;

/** What a check needs of its servers, wherever they are from. */
export type ServersToCheck = Pick<
  Lease,
  | 'addresses'
  | 'look'
  | 'restart'
  | 'release'
  | 'memcachedSettings'
  | 'redisTrial'
> & { start: StartProgram };

/** The servers of the check that runs, and what crosses to them. */
export interface CheckServers {
  lease: ServersToCheck;
  wire: Wire;
  faults: Faults;
  /** What has crossed so far, and the faults that have come. */
  events: RunEvent[];
  /** Milliseconds since they are there: the `t` of the events. */
  clock(): number;
  /** What else is to be closed with them. */
  ends: (() => Promise<unknown>)[];
}

/** As the one pane of a check is called: all its connections are of it. */
export const PANE = 'answer';

/** Messages that a check can count. */
export const MOST_MESSAGES = 100_000;

/** Events that a page is told of. */
const MOST_SHOWN = 2000;

let servers: CheckServers | undefined;

/**
 * Puts taps before the servers of a lease, for the check that runs.
 * @param tell is told what crosses, as long as a page shows it
 */
export async function openCheckServers(
  lease: ServersToCheck,
  tell: (event: RunEvent) => void = () => {},
): Promise<CheckServers> {
  const began = performance.now();
  const clock = () => Math.round(performance.now() - began);
  const events: RunEvent[] = [];
  const on = (event: RunEvent) => {
    if (events.push(event) <= MOST_SHOWN) tell(event);
  };
  const { addresses } = lease;
  const wire = await openWire({
    ...{ panes: [PANE], addresses, began, on },
    most: MOST_MESSAGES,
    isSource: () => true, // only the answer's lines are noted
  });
  const faults = new Faults({
    panes: [PANE],
    taps: wire.taps,
    lease,
    kill: () => false,
    clock,
    on,
  });
  servers = { lease, wire, faults, events, clock, ends: [] };
  Object.assign(process.env, wire.addresses(PANE));
  return servers;
}

/** Takes all of it back. */
export async function closeCheckServers(): Promise<void> {
  await Promise.allSettled(servers?.ends.map((end) => end()) ?? []);
  await servers?.faults.end();
  await servers?.wire.close(0);
  await servers?.lease.release();
  servers = undefined;
}

/**
 * Those of the check that runs.
 * @throws {Error} outside a check.
 */
export function checkServers(): CheckServers {
  if (servers) return servers;
  throw new Error('This is for checks: npm run check puts servers behind it.');
}

/**
 * Where a server of the check is, past the tap: what asks it there is not
 * counted, and no fault touches it.
 * @param server which of several, from 1
 * @throws {Error} when the check has no such server.
 */
export function addressOf(service: Service, server = 1): string {
  const { lease } = checkServers();
  const addresses =
    lease.addresses[ADDRESS_VARIABLE[service]]?.split(',') ?? [];
  const address = addresses[server - 1];
  if (address) return address;
  if (addresses.length > 0)
    throw new Error(
      `This check has ${addresses.length} ${service}, and no number ${server}. Ask for each in the header of check.test.ts: @${service}.`,
    );
  throw new Error(
    `This check has no ${service}. Name it in the frontmatter of its lesson, under \`uses\`.`,
  );
}

/** The port of that server, which is on this machine. */
export function portOf(service: Service, server = 1): number {
  return Number(/:(\d+)(\/|$)/.exec(addressOf(service, server))?.[1]);
}
