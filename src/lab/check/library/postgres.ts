import pg from 'pg';
import { addressOf } from '../servers.ts';

// Asked on a connection past the taps: `#check/wire` does not count it, and
// no fault touches it.

/** Sends a statement; resolves to its rows. */
export async function query<Row extends pg.QueryResultRow>(
  sql: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: addressOf('postgres') });
  client.on('error', () => {}); // what matters rejects the query
  await client.connect();
  try {
    return (await client.query<Row>(sql, values)).rows;
  } finally {
    await client.end();
  }
}

/** The rows of a table as they are committed, by their first column. */
export function rows<Row extends pg.QueryResultRow>(
  table: string,
): Promise<Row[]> {
  return query<Row>(`SELECT * FROM ${pg.escapeIdentifier(table)} ORDER BY 1`);
}

/**
 * How many connections to the database PostgreSQL counts: the answer's, and
 * those of the check, but not the one that asks.
 */
export async function connections(): Promise<number> {
  const [row] = await query<{ open: number }>(
    `SELECT count(*)::int AS open FROM pg_stat_activity
     WHERE datname = current_database() AND pid <> pg_backend_pid()
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
