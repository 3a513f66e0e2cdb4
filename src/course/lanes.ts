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
    const { pane, service, connection } = each;
    const key = JSON.stringify([pane, service, connection]);
    const lane = lanes.get(key) ?? emptyLane({ pane, service, connection });
    lanes.set(key, lane);
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

/** `redis 1`: a connection's name in its pane. */
export function laneName({ service, connection }: Lane): string {
  return `${service} ${connection}`;
}
