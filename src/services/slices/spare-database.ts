import pg from 'pg';
import { codeOf } from '../services-error.ts';
import { admin } from './admin-connections.ts';

/**
 * A spare database and its role have such a name until a lease takes them;
 * change it where they are to be made otherwise: they outlive their server.
 */
const SPARE = '^spare_[0-9a-f]+$';

/** PostgreSQL's codes for a database that is gone, or somebody is in. */
const LOST = ['3D000', '55006'];

/** Makes a database and a role that owns it, and cannot log in yet. */
export async function makeDatabase(address: string, id: string): Promise<void> {
  const pool = admin(address);
  await pool.query(
    `CREATE ROLE ${id} NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE`,
  );
  // Times read alike, and text is sorted alike, on every server,
  // however that was set up.
  await pool.query(`ALTER ROLE ${id} SET timezone = 'UTC'`);
  await pool.query(
    `CREATE DATABASE ${id} OWNER ${id} TEMPLATE template0
     ENCODING 'UTF8' LOCALE_PROVIDER libc LOCALE 'C'`,
  );
  await pool.query(`REVOKE CONNECT, TEMPORARY ON DATABASE ${id} FROM PUBLIC`);
}

/**
 * Makes a spare one. It has the name of a lease until it is whole, so that
 * what there is of it is swept like one.
 */
export async function makeSpare(address: string, id: string): Promise<void> {
  await makeDatabase(address, id);
  await enterOnce(address, id);
  await admin(address).query(renamed(id, id.replace('lease_', 'spare_')));
}

/** Gives a spare one this name, to one taker alone; false when none is free. */
export async function takeSpare(address: string, id: string): Promise<boolean> {
  for (const { name, inUse } of await spares(address)) {
    if (inUse) continue; // its rename would wait for seconds
    try {
      await admin(address).query(renamed(name, id));
      return true;
    } catch (error) {
      if (!LOST.includes(String(codeOf(error)))) throw error;
    }
  }
  return false;
}

/** The spare ones that there are. */
export async function spares(
  address: string,
): Promise<{ name: string; inUse: boolean }[]> {
  const { rows } = await admin(address).query<{ name: string; inUse: boolean }>(
    `SELECT datname AS name, EXISTS (
       SELECT FROM pg_stat_activity AS a WHERE a.datid = d.oid
     ) AS "inUse"
     FROM pg_database AS d WHERE datname ~ $1 ORDER BY 1`,
    [SPARE],
  );
  return rows;
}

/** One message is one transaction: both have the new name, or neither. */
function renamed(from: string, to: string): string {
  return `ALTER DATABASE ${from} RENAME TO ${to};
          ALTER ROLE ${from} RENAME TO ${to}`;
}

/** Who enters first waits until the server has noted what is in there. */
async function enterOnce(address: string, database: string): Promise<void> {
  const url = new URL(address);
  url.pathname = `/${database}`;
  const client = new pg.Client({
    connectionString: url.href,
    connectionTimeoutMillis: 5_000,
  });
  client.on('error', () => {});
  await client.connect();
  await client.end();
}
