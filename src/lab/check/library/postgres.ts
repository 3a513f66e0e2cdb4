import pg from 'pg';
import { addressOf, checkServers } from '../servers.ts';

// Asked on connections past the taps: `#check/wire` does not count them, and
// no fault touches them.

/** How PostgreSQL knows these connections from others. */
const ASKER = 'check';
/** For each check; many questions would be slow on a connection each. */
const pools = new WeakMap<object, pg.Pool>();

function pool(): pg.Pool {
  const servers = checkServers();
  const known = pools.get(servers);
  if (known) return known;
  const made = new pg.Pool({
    connectionString: addressOf('postgres'),
    application_name: ASKER,
    allowExitOnIdle: true,
  });
  made.on('error', () => {}); // what matters rejects the query
  pools.set(servers, made);
  servers.ends.push(() => made.end());
  return made;
}

/** Sends a statement; resolves to its rows. */
export async function query<Row extends pg.QueryResultRow>(
  sql: string,
  values: unknown[] = [],
): Promise<Row[]> {
  return (await pool().query<Row>(sql, values)).rows;
}

/** The rows of a table as they are committed, by their first column. */
export function rows<Row extends pg.QueryResultRow>(
  table: string,
): Promise<Row[]> {
  return query<Row>(`SELECT * FROM ${pg.escapeIdentifier(table)} ORDER BY 1`);
}

/**
 * How many connections to the database PostgreSQL counts: the answer's, and
 * those of the check's own clients, but not those of this library.
 */
export async function connections(): Promise<number> {
  const [row] = await query<{ open: number }>(
    `SELECT count(*)::int AS open FROM pg_stat_activity
     WHERE datname = current_database() AND application_name <> '${ASKER}'
       AND backend_type = 'client backend'`,
  );
  return row!.open;
}

/**
 * How many connections sit in a transaction that was begun and neither
 * committed nor rolled back.
 */
export async function openTransactions(): Promise<number> {
  const [row] = await query<{ open: number }>(
    `SELECT count(*)::int AS open FROM pg_stat_activity
     WHERE datname = current_database() AND state LIKE 'idle in transaction%'`,
  );
  return row!.open;
}
