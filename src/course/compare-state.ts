import type { RunEvent } from './event.ts';
import { lastStates } from './last-states.ts';
import type { ServerState } from './server-state.ts';
import { SERVICES } from './service-name.ts';

/**
 * Where two runs left a server in different states. What differs from server
 * to server and from moment to moment is not in them: numbers for CAS, how
 * long until something expires, names that a server gave.
 */
export function stateDifferences(
  before: readonly RunEvent[],
  now: readonly RunEvent[],
) {
  const [was, is] = [before, now].map((events) => lastStates(events));
  return SERVICES.flatMap((service) => {
    const [recorded, found] = [was, is].map((states) => {
      const state = states!.find((each) => each.service === service);
      return state ? stateLines(state).map(unnamed).sort() : [];
    });
    const onlyIn = (a: string[], b: string[]) =>
      a.filter((line) => !b.includes(line));
    const gone = onlyIn(recorded!, found!);
    const come = onlyIn(found!, recorded!);
    const differing = Array.from(
      { length: Math.max(gone.length, come.length) },
      (_, index) => ({ recorded: gone[index], found: come[index] }),
    );
    return differing.map((each, index) => ({
      stream: 'state' as const,
      where: service,
      line: index + 1,
      ...each,
    }));
  });
}

const unnamed = (line: string) => line.replace(/amq\.gen-[\w-]+/g, 'amq.gen-…');

/** What a server holds, a line each thing. */
function stateLines(state: ServerState): string[] {
  switch (state.service) {
    case 'redis':
      return [
        ...state.keys.map(
          ({ server, database, key, type, seconds, value }) =>
            `${onServer(server)}db ${database}: ${key} (${type}${expires(seconds)}) ${value}`,
        ),
        ...more(state.more, 'keys'),
      ];
    case 'memcached':
      return [
        ...state.items.map(
          ({ server, key, flags, length, seconds, value }) =>
            `${onServer(server)}${key} (flags ${flags}, ${length} bytes${expires(seconds)}) ${value}`,
        ),
        ...more(state.more, 'items'),
      ];
    case 'rabbitmq':
      return [
        ...state.exchanges.map(
          ({ name, type, durable }) =>
            `exchange ${name} (${type}${lasts(durable)})`,
        ),
        ...state.bindings.map(
          ({ source, to, destination, routingKey }) =>
            `binding ${source} → ${to} ${destination}, routing key "${routingKey}"`,
        ),
        ...state.queues.map(
          ({ name, type, durable, exclusive, ready, unacked, consumers }) =>
            `queue ${name} (${type}${lasts(durable)}${exclusive ? ', exclusive' : ''}): ${ready} ready, ${unacked} unacked, ${consumers} consumers`,
        ),
        ...more(state.more, 'queues'),
      ];
    case 'postgres':
      return [
        ...state.tables.flatMap(({ name, columns, rows, count }) => [
          `table ${name} (${columns.join(', ')}): ${count} rows`,
          ...rows.map(
            (row, index) => `${name}, row ${index + 1}: ${row.join(' | ')}`,
          ),
        ]),
        ...more(state.more, 'tables'),
      ];
  }
}

const onServer = (server: number | undefined) =>
  server === undefined ? '' : `server ${server}: `;
const expires = (seconds: number | undefined) =>
  seconds === undefined ? '' : ', expires';
const lasts = (durable: boolean) => (durable ? ', durable' : '');
const more = (count: number, what: string) =>
  count > 0 ? [`${count} ${what} more`] : [];
