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

/** `100 commands, 1 round trip`, and what the run did not keep. */
export function tally({
  service,
  sent,
  roundTrips,
  skipped,
}: LaneOfRun): string {
  const said = `${counted(sent, SENT[service])}, ${counted(roundTrips, 'round trip')}`;
  return skipped > 0 ? `${said}; ${skipped} more were not kept` : said;
}

/** The server at the end of a connection; numbered where a pane has several. */
export function serverOf(lane: Lane, lanes: readonly Lane[]): string {
  const { pane, service, connection } = lane;
  const several = lanes.some(
    (other) =>
      other.pane === pane &&
      other.service === service &&
      other.connection !== connection,
  );
  const name = serviceName(service) ?? service;
  return several ? `${name} ${connection}` : name;
}
