import type { ConnectionEvent, Lane, RunEvent, WireEvent } from './event.ts';

/** All that a run tells of one connection. */
export interface LaneOfRun extends Lane {
  /** What opened it, and as whom; to be folded away. */
  setup: WireEvent[];
  messages: WireEvent[];
  /** How many messages the client sent, without the set-up. */
  sent: number;
  /** How often it waited for an answer to them. */
  roundTrips: number;
  /** Messages that were not kept. */
  skipped: number;
  closed: Extract<ConnectionEvent, { state: 'closed' }> | undefined;
}

/** The connections of a run, in the order in which they were made. */
export function lanesOf(events: readonly RunEvent[]): LaneOfRun[] {
  const lanes = new Map<string, LaneOfRun>();
  for (const each of events) {
    if (each.event !== 'connection' && each.event !== 'wire') continue;
    const lane = lanes.get(laneKey(each)) ?? emptyLane(laneOf(each));
    lanes.set(laneKey(each), lane);
    if (each.event === 'wire') {
      (each.setup ? lane.setup : lane.messages).push(each);
    } else if (each.state === 'closed') {
      lane.closed = each;
      lane.skipped = each.skipped;
    }
  }
  for (const lane of lanes.values()) {
    const { messages } = lane;
    lane.sent = messages.filter(({ from }) => from === 'client').length;
    lane.roundTrips = answered(messages);
  }
  return [...lanes.values()];
}

function emptyLane(lane: Lane): LaneOfRun {
  const nothing = { sent: 0, roundTrips: 0, skipped: 0, closed: undefined };
  return { ...lane, setup: [], messages: [], ...nothing };
}

/** What was asked and never answered is no round trip. */
function answered(messages: WireEvent[]): number {
  const trips = messages.flatMap(({ from, trip }) =>
    from === 'server' && trip !== undefined ? [trip] : [],
  );
  return new Set(trips).size;
}

function laneOf({ pane, service, connection, server }: Lane): Lane {
  return { pane, service, connection, ...(server && { server }) };
}

/** Tells each connection of a run from every other. */
export function laneKey({ pane, service, server, connection }: Lane): string {
  return JSON.stringify([pane, service, server, connection]);
}

/**
 * `redis 1`: a connection's name in its pane; `memcached 2, connection 1` of
 * the second of several servers.
 */
export function laneName({ service, server, connection }: Lane): string {
  return server === undefined
    ? `${service} ${connection}`
    : `${service} ${server}, connection ${connection}`;
}
