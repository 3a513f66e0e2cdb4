import type { ConnectionEvent, RunEvent } from '../../course/event.ts';
import { laneKey } from '../../course/lanes.ts';
import type { Service } from '../../course/service-name.ts';

/**
 * The connections that are still open: a sentence for each service, with the
 * lines of the answer that first used them, where that is known. The check
 * has closed its own by then.
 */
export function leftOpen(events: readonly RunEvent[]): string[] {
  const open = new Map<string, ConnectionEvent>();
  const used = new Map<string, number>();
  for (const each of events) {
    if (each.event === 'connection') {
      if (each.state === 'open') open.set(laneKey(each), each);
      else open.delete(laneKey(each));
    } else if (each.event === 'wire' && each.source)
      if (!used.has(laneKey(each))) used.set(laneKey(each), each.source.line);
  }
  const left = [...open].map(([lane, { service }]) => ({
    service,
    line: used.get(lane),
  }));
  const services = [...new Set(left.map(({ service }) => service))];
  return services.map((service) => {
    const these = left.filter((each) => each.service === service);
    const lines = [...new Set(these.flatMap(({ line }) => line ?? []))];
    return sentence(service, these.length, lines);
  });
}

function sentence(service: Service, count: number, lines: number[]): string {
  const connections = count === 1 ? 'a connection' : `${count} connections`;
  const where = lines.length === 1 ? 'line' : 'lines';
  const at = lines.length > 0 ? ` (used in ${where} ${lines.join(', ')})` : '';
  return `When the check was over, your answer still had ${connections} to ${service} open${at}. In a program of its own, that keeps the process from ending: close what you open.`;
}
