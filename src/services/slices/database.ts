import pg from 'pg';
import type { Leak } from '../service.ts';
import { lookAtDatabase } from './database-look.ts';
import { connectionsLeft, leak, portAlias, type Slice } from './slice.ts';

const pools = new Map<string, pg.Pool>();

/** Connections as administrator; they do not keep the process alive. */
function admin(address: string): pg.Pool {
  let pool = pools.get(address);
  if (!pool) {
    pool = new pg.Pool({
      connectionString: address,
      max: 4,
      idleTimeoutMillis: 10_000,
      connectionTimeoutMillis: 5_000,
      allowExitOnIdle: true,
    });
    // A server that is stopped ends its idle connections: not our failure.
    pool.on('error', () => {});
    pools.set(address, pool);
  }
  return pool;
}

/**
 * A database, and a role that owns it and may connect to no other one.
 * @param restart of the server
 */
export async function takeDatabase(
  address: string,
  id: string,
  restart: () => Promise<void>,
): Promise<Slice> {
  const pool = admin(address);
  // The password guards nothing on the loopback but against mix-ups.
  await pool.query(
    `CREATE ROLE ${id} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD '${id}'`,
  );
  await pool.query(`CREATE DATABASE ${id} OWNER ${id} TEMPLATE template1`);
  await pool.query(`REVOKE CONNECT, TEMPORARY ON DATABASE ${id} FROM PUBLIC`);
  const { port } = new URL(address);
  return {
    address: `postgres://${id}:${id}@127.0.0.1:${port}/${id}`,
    aliases: portAlias(Number(port), 5432),
    leaks: (ours) => leaks(address, id, ours),
    look: () => lookAtDatabase(databaseOf(address, id)),
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

async function leaks(
  address: string,
  id: string,
  ours: number,
): Promise<Leak[]> {
  const open = await connectionsLeft(ours, async () => {
    const { rows } = await admin(address).query<{ n: number }>(
      `SELECT count(*)::int AS n FROM pg_stat_activity
       WHERE datname = $1 AND backend_type = 'client backend'`,
      [id],
    );
    return rows[0]?.n ?? 0;
  });
  const inside = new pg.Client({ connectionString: databaseOf(address, id) });
  inside.on('error', () => {});
  await inside.connect();
  try {
    const { rows } = await inside.query<{ name: string }>(
      `SELECT tablename AS name FROM pg_tables
       WHERE schemaname NOT IN ('pg_catalog', 'information_schema')
       ORDER BY 1`,
    );
    return [
      ...leak('postgres', 'connection', [], open),
      ...leak(
        'postgres',
        'table',
        rows.map(({ name }) => name),
      ),
    ];
  } finally {
    await inside.end();
  }
}

function databaseOf(address: string, database: string): string {
  const url = new URL(address);
  url.pathname = `/${database}`;
  return url.href;
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
  const databases = await pool.query<{ name: string }>(
    'SELECT datname AS name FROM pg_database',
  );
  for (const { name } of databases.rows) {
    if (own.includes(name) || keep(name)) continue;
    await pool.query(
      `DROP DATABASE IF EXISTS ${pg.escapeIdentifier(name)} WITH (FORCE)`,
    );
  }
  const roles = await pool.query<{ name: string }>(
    `SELECT rolname AS name FROM pg_roles WHERE rolname NOT LIKE 'pg\\_%'`,
  );
  for (const { name } of roles.rows) {
    if (name === username || keep(name)) continue;
    await pool.query(`DROP ROLE IF EXISTS ${pg.escapeIdentifier(name)}`);
  }
  // The administrator's own database: its tables, not itself.
  await pool.query('DROP SCHEMA public CASCADE');
  await pool.query('CREATE SCHEMA public');
}
