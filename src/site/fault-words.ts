import type { Fault } from '../course/fault.ts';
import { serviceName } from './service-names.ts';

/** A fault in words, as it is listed: `restart Redis`. */
export function faultWords(fault: Fault): string {
  switch (fault.fault) {
    case 'cut':
      return fault.pane === undefined
        ? 'cut all connections'
        : `cut the connections of ${fault.pane}`;
    case 'delay':
      return fault.milliseconds === 0
        ? 'no delay'
        : `${fault.milliseconds} ms each way`;
    case 'kill':
      return `kill ${fault.pane}`;
    default:
      return `${fault.fault} ${serviceName(fault.service)}`;
  }
}
