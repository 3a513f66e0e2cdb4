/**
 * Sends statements and their values over a pool of three connections.
 *
 * @title A pool, parameters, and what comes back
 * @task query PostgreSQL with a pool and parameters
 * @uses postgres
 * @tags pg, pool, max, parameters, RETURNING, rowCount, bigint, numeric
 */
import pg from 'pg';

// #region pool
const pool = new pg.Pool({
  connectionString:
    process.env.DATABASE_URL ??
    'postgres://postgres@localhost:5432/postgres',
  max: 3,
  // Without it, PostgreSQL writes times in the zone that it is set to.
  options: '-c TimeZone=UTC',
});
// An idle connection that breaks is told here, or ends the process.
pool.on('error', (error) => console.error(error.message));
console.log(`a new pool: ${pool.totalCount} connections`);
// #endregion pool

await pool.query(`
  CREATE TABLE orders (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    customer text NOT NULL,
    quantity integer NOT NULL,
    total numeric(10, 2) NOT NULL,
    placed timestamptz NOT NULL
  )`);

// #region insert
const inserted = await pool.query(
  `INSERT INTO orders (customer, quantity, total, placed)
   VALUES ($1, $2, $3, $4) RETURNING id`,
  ["O'Brien", 2, '19.90', '2026-03-01T09:00:00Z'],
);
console.log(`inserted: ${inserted.rowCount} row`, inserted.rows);
// #endregion insert

// #region select
const found = await pool.query(
  'SELECT * FROM orders WHERE customer = $1',
  ["O'Brien"],
);
const [order] = found.rows;
for (const [column, value] of Object.entries(order))
  console.log(`${column}: ${typeof value}`, value);
console.log(`with 5 for the parcel: ${order.total + 5}`);
// #endregion select

// #region at-once
const counts = Array.from({ length: 10 }, (_, quantity) =>
  pool.query('SELECT count(*) FROM orders WHERE quantity > $1', [
    quantity,
  ]),
);
const answers = await Promise.all(counts);
console.log(`${answers.length} answers`);
// #endregion at-once

// #region activity
const { rows: connections } = await pool.query(
  `SELECT count(*) FROM pg_stat_activity
   WHERE datname = current_database()
     AND backend_type = 'client backend'`,
);
console.log('connections to this database:', connections);
console.log(`in the pool: ${pool.totalCount}, idle: ${pool.idleCount}`);
// #endregion activity

await pool.query('DROP TABLE orders');
await pool.end();
