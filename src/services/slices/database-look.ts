import pg from 'pg';
import type { PostgresState, Table } from '../../course/server-state.ts';
import { insideDatabase } from './inside-database.ts';
import { cut, ENOUGH_BYTES } from './value-text.ts';

/** Tables, and rows of each, that are listed; more are counted. */
const MOST_TABLES = 50;
const MOST_ROWS = 20;

/** Numbers, dates and times: the types that do not sort by their text. */
const SORTS_ITSELF = [20, 21, 23, 700, 701, 1700, 1082, 1114, 1184];

/** The tables of a database, with their first rows, as its own role. */
export async function lookAtDatabase(address: string): Promise<PostgresState> {
  return insideDatabase(address, async (client) => {
    const { rows } = await client.query<{ schema: string; name: string }>(
      `SELECT schemaname AS schema, tablename AS name FROM pg_catalog.pg_tables
       WHERE schemaname NOT IN ('pg_catalog', 'information_schema')
       ORDER BY schemaname COLLATE "C", tablename COLLATE "C"`,
    );
    const tables: Table[] = [];
    for (const { schema, name } of rows.slice(0, MOST_TABLES)) {
      const table = await lookAtTable(client, schema, name);
      const shown = schema === 'public' ? name : `${schema}.${name}`;
      tables.push({ name: shown, ...table });
    }
    return { service: 'postgres', tables, more: rows.length - tables.length };
  });
}

/** Its rows by the first column, then by the others, so that ties are none. */
async function lookAtTable(
  client: pg.Client,
  schema: string,
  name: string,
): Promise<Omit<Table, 'name'>> {
  const table = `${pg.escapeIdentifier(schema)}.${pg.escapeIdentifier(name)}`;
  const { fields } = await client.query(`SELECT * FROM ${table} LIMIT 0`);
  const { rows: counted } = await client.query<{ count: string }>(
    `SELECT count(*) FROM ${table}`,
  );
  const count = Number(counted[0]?.count);
  const columns = fields.map((field) => field.name);
  if (columns.length === 0) return { columns, rows: [], count };
  const text = (column: string) => `${pg.escapeIdentifier(column)}::text`;
  const values = columns.map((each) => `left(${text(each)}, ${ENOUGH_BYTES})`);
  const order = fields.map(({ name: column, dataTypeID }) =>
    SORTS_ITSELF.includes(dataTypeID)
      ? pg.escapeIdentifier(column)
      : `${text(column)} COLLATE "C"`,
  );
  const { rows } = await client.query<(string | null)[]>({
    text: `SELECT ${values.join(', ')} FROM ${table} ORDER BY ${order.join(', ')} LIMIT ${MOST_ROWS}`,
    rowMode: 'array',
  });
  const shown = rows.map((row) => row.map((each) => cut(each ?? 'NULL')));
  return { columns, rows: shown, count };
}
