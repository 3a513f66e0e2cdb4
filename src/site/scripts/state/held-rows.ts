import type {
  MemcachedState,
  PostgresState,
  RedisState,
} from '../../../course/server-state.ts';
import { counted, expiry, itemValue } from '../../state-words.ts';
import type { Rows } from './scrolling-table.ts';

/** What a server holds, as tables. */
export function heldRows(
  state: RedisState | MemcachedState | PostgresState,
): Rows[] {
  switch (state.service) {
    case 'redis':
      return [redisRows(state)];
    case 'memcached':
      return [memcachedRows(state)];
    case 'postgres':
      return tablesOf(state);
  }
}

/** `100 of 2,500 keys` where not all are listed. */
function howMany(listed: number, more: number, what: string): string {
  if (more === 0) return counted(listed, what);
  return `the first ${listed} of ${counted(listed + more, what)}`;
}

function redisRows({ keys, more }: RedisState): Rows {
  const servers = keys.some(({ server }) => server !== undefined);
  const several = keys.some(({ database }) => database !== 0);
  return {
    caption: `Redis, ${howMany(keys.length, more, 'key')}`,
    columns: [
      'key',
      ...(servers ? ['server'] : []),
      ...(several ? ['database'] : []),
      'type',
      'expires',
      'value',
    ],
    rows: keys.map(({ server, database, key, type, seconds, value }) => [
      key,
      ...(servers ? [String(server)] : []),
      ...(several ? [String(database)] : []),
      type,
      expiry(seconds),
      value,
    ]),
    named: 0,
  };
}

function memcachedRows({ items, more }: MemcachedState): Rows {
  const several = items.some(({ server }) => server !== undefined);
  return {
    caption: `Memcached, ${howMany(items.length, more, 'item')}`,
    columns: [
      'key',
      ...(several ? ['server'] : []),
      'flags',
      'CAS',
      'expires',
      'value',
    ],
    rows: items.map(({ server, key, flags, cas, seconds, length, value }) => [
      key,
      ...(several ? [String(server)] : []),
      String(flags),
      cas,
      expiry(seconds),
      itemValue(value, length),
    ]),
    named: 0,
  };
}

function tablesOf({ tables }: PostgresState): Rows[] {
  return tables.map(({ name, columns, rows, count }) => ({
    caption: `PostgreSQL, ${name}, ${howMany(rows.length, count - rows.length, 'row')}`,
    columns,
    rows,
    named: 0,
  }));
}
