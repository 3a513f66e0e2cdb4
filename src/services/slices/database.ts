import pg from 'pg';
import type { Leak } from '../service.ts';
import { admin } from './admin-connections.ts';
import { lookAtDatabase } from './database-look.ts';
import { insideDatabase } from './inside-database.ts';
import { connectionsLeft, leak, portAlias, type Slice } from './slice.ts';
import { makeDatabase, takeSpare } from './spare-database.ts';

/**
 * A database, and a role that owns it and may connect to no other one: spare
 * ones where there are any.
 * @param restart of the server
 */
export async function takeDatabase(
  address: string,
  id: string,
  restart: () => Promise<void>,
): Promise<Slice> {
  if (!(await takeSpare(address, id))) await makeDatabase(address, id);
  // The password guards nothing on the loopback but against mix-ups.
  await admin(address).query(`ALTER ROLE ${id} LOGIN PASSWORD '${id}'`);
  const { port } = new URL(address);
  const own = `postgres://${id}:${id}@127.0.0.1:${port}/${id}`;
  return {
    address: own,
    aliases: portAlias(Number(port), 5432),
    leaks: (ours) => leaks({ address, own, id }, ours),
    look: () => lookAtDatabase(own),
    restart,
    release: () => removeDatabase(address, id),
  };
}

/** Drops the database, its role, and whoever is connected. */
export async function removeDatabase(
  address: string,
  id: string,
): Promise<void> {
  const pool = admin(address);
  await pool.query(`DROP DATABASE IF EXISTS ${id} WITH (FORCE)`);
  await pool.query(`DROP ROLE IF EXISTS ${id}`);
}

/** @param at the administrator's address, and the lease's own */
async function leaks(
  at: { address: string; own: string; id: string },
  ours: number,
): Promise<Leak[]> {
  const { address, own, id } = at;
  const open = await connectionsLeft(ours, async () => {
    const { rows } = await admin(address).query<{ n: number }>(
      `SELECT count(*)::int AS n FROM pg_stat_activity
       WHERE datname = $1 AND backend_type = 'client backend'`,
      [id],
    );
    return rows[0]?.n ?? 0;
  });
  const tables = await insideDatabase(own, async (client) => {
    const { rows } = await client.query<{ name: string }>(
      `SELECT tablename AS name FROM pg_catalog.pg_tables
       WHERE schemaname NOT IN ('pg_catalog', 'information_schema')
       ORDER BY 1`,
    );
    return rows.map(({ name }) => name);
  });
  return [
    ...leak('postgres', 'connection', [], open),
    ...leak('postgres', 'table', tables),
  ];
}

/** The server's version, e.g. `18.4`. */
export async function postgresVersion(address: string): Promise<string> {
  const { rows } = await admin(address).query<{ server_version: string }>(
    'SHOW server_version',
  );
  return rows[0]?.server_version.split(' ')[0] ?? 'unknown';
}

/** Shuts the databases that everybody may connect to from the start. */
export async function closeTemplates(address: string): Promise<void> {
  await admin(address).query(
    `REVOKE CONNECT ON DATABASE postgres, template1 FROM PUBLIC`,
  );
}

/** Drops all databases and roles but `keep` and the server's own. */
export async function emptyPostgres(
  address: string,
  keep: (name: string) => boolean,
): Promise<void> {
  const pool = admin(address);
  const { username, pathname } = new URL(address);
  const own = ['postgres', 'template0', 'template1', pathname.slice(1)];
  // Both are listed first, what is made meanwhile is none of them; and as of
  // one moment, or a maker could rename a pair when half of it is listed.
  const { rows } = await pool.query<{ kind: string; name: string }>(
    `SELECT 'database' AS kind, datname AS name FROM pg_database
     UNION ALL
     SELECT 'role', rolname FROM pg_roles WHERE rolname NOT LIKE 'pg\\_%'`,
  );
  const listed = (wanted: 'database' | 'role') =>
    rows.flatMap(({ kind, name }) => (kind === wanted ? name : []));
  for (const name of listed('database')) {
    if (own.includes(name) || keep(name)) continue;
    await pool.query(
      `DROP DATABASE IF EXISTS ${pg.escapeIdentifier(name)} WITH (FORCE)`,
    );
  }
  for (const name of listed('role')) {
    if (name === username || keep(name)) continue;
    await pool.query(`DROP ROLE IF EXISTS ${pg.escapeIdentifier(name)}`);
  }
  // The administrator's own database: its tables, not itself.
  await pool.query('DROP SCHEMA public CASCADE');
  await pool.query('CREATE SCHEMA public');
}
