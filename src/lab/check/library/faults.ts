import type { Service } from '../../../course/service-name.ts';
import { checkServers } from '../servers.ts';

/**
 * Breaks every connection that is open to the servers of the check, those of
 * the check's own clients too, as a lost network would: both sides see a
 * reset.
 */
export function cut(): Promise<void> {
  return checkServers().faults.bring({ fault: 'cut' });
}

/**
 * Makes each way of each connection take so many milliseconds from now on;
 * 0 ends that.
 */
export function delay(milliseconds: number): Promise<void> {
  return checkServers().faults.bring({ fault: 'delay', milliseconds });
}

/** Passes nothing on to a server or from it, until `resume`. */
export function pause(service: Service): Promise<void> {
  return checkServers().faults.bring({ fault: 'pause', service });
}

/** Passes on what waited. */
export function resume(service: Service): Promise<void> {
  return checkServers().faults.bring({ fault: 'resume', service });
}

/**
 * Cuts off a memcached of the check, as a pulled cable would, until `plug`: its
 * connections break, and who connects is refused. It keeps what it holds.
 * @param server from 1
 */
export function unplug(server: number) {
  const tap = tapOf(server);
  tap.refuse();
  tap.cut();
}

/** It can be reached again. */
export function plug(server: number): Promise<void> {
  return tapOf(server).accept();
}

function tapOf(server: number) {
  const taps = checkServers().wire.taps.filter(
    ({ service }) => service === 'memcached',
  );
  const one = taps.find((each) => (each.server ?? 1) === server);
  if (one) return one.tap;
  throw new Error(
    `This check has ${taps.length} memcacheds, and no number ${server}.`,
  );
}

/**
 * Stops a server and starts it again at the same address, with what it keeps
 * on its disk; who connects meanwhile is refused. Resolves when it answers.
 */
export function restart(service: Service): Promise<void> {
  return checkServers().faults.bring({ fault: 'restart', service });
}
