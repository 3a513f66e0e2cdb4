import type { RunEvent } from '../course/event.ts';
import { lastStates } from '../course/last-states.ts';
import type { ServerState } from '../course/server-state.ts';
import { serviceName } from './service-names.ts';
import { brokerLines, emptiness, expiry, itemValue } from './state-words.ts';

/** Lines that are worth their weight in a page, and characters of one. */
const MOST_LINES = 60;
const LONGEST = 120;

/** What a run left on its servers, as text; nothing where that is unknown. */
export function stateText(events: readonly RunEvent[]): string {
  return lastStates(events)
    .map((state) => {
      const empty = emptiness(state);
      if (empty) return empty;
      const lines = linesOf(state);
      const more = lines.length - MOST_LINES;
      return [
        `${serviceName(state.service)}:`,
        ...lines.slice(0, MOST_LINES).map((line) => `  ${short(line)}`),
        ...(more > 0 ? [`  and ${more} lines more`] : []),
        ...(state.more > 0 ? [`  and ${state.more} more`] : []),
      ].join('\n');
    })
    .join('\n\n');
}

const short = (line: string) =>
  line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;

function linesOf(state: ServerState): string[] {
  switch (state.service) {
    case 'redis':
      return state.keys.map((each) => {
        const { server, database, key, type, seconds, value } = each;
        const at = server ? `server ${server}, ` : '';
        const where = database === 0 ? '' : `database ${database}, `;
        return `${at}${where}${key} (${type}, expires ${expiry(seconds)}): ${value}`;
      });
    case 'memcached':
      return state.items.map(
        ({ server, key, flags, cas, seconds, length, value }) =>
          `${server ? `server ${server}, ` : ''}${key} (flags ${flags}, CAS ${cas}, expires ${expiry(seconds)}): ${itemValue(value, length)}`,
      );
    case 'rabbitmq':
      return brokerLines(state);
    case 'postgres':
      return state.tables.flatMap(({ name, columns, rows, count }) => [
        `${name} (${columns.join(', ')}), ${count} rows`,
        ...rows.map((row) => `  ${row.join(' | ')}`),
      ]);
  }
}
