import type { Lane } from '../course/event.ts';
import type { LaneOfRun } from '../course/lanes.ts';
import { serviceName } from './service-names.ts';

/** What a client sends, by the name that its protocol has for it. */
const SENT: Record<Lane['service'], string> = {
  memcached: 'command',
  redis: 'command',
  rabbitmq: 'message',
  postgres: 'message',
};

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

/**
 * `100 commands, 1 round trip`, and what the run did not keep; with the
 * connection's number where its pane has several to that server.
 */
export function tally(lane: LaneOfRun, lanes: readonly Lane[]): string {
  const { service, sent, roundTrips, skipped } = lane;
  const which = isOneOfSeveral(lane, lanes)
    ? `connection ${lane.connection}: `
    : '';
  const said = `${which}${counted(sent, SENT[service])}, ${counted(roundTrips, 'round trip')}`;
  return skipped > 0 ? `${said}; ${skipped} more were not kept` : said;
}

/** The server at the end of a lane. */
export function serverOf({ service, server }: Lane): string {
  const name = serviceName(service) ?? service;
  return server === undefined ? name : `${name} ${server}`;
}

/** The same, told from the pane's other connections to it. */
export function connectionOf(lane: Lane, lanes: readonly Lane[]): string {
  return isOneOfSeveral(lane, lanes)
    ? `${serverOf(lane)}, connection ${lane.connection}`
    : serverOf(lane);
}

function isOneOfSeveral(lane: Lane, lanes: readonly Lane[]): boolean {
  return lanes.some(
    (other) =>
      other.pane === lane.pane &&
      other.service === lane.service &&
      other.server === lane.server &&
      other.connection !== lane.connection,
  );
}
