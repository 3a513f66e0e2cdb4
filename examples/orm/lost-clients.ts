/**
 * An error comes between connect and release, twice, and a pool of two
 * has nothing left to lend.
 *
 * @title Two clients that never come back
 * @uses postgres
 * @tags pg, pool, connect, release, finally, connectionTimeoutMillis
 */
import pg from 'pg';

// #region pool
const pool = new pg.Pool({
  connectionString:
    process.env.DATABASE_URL ??
    'postgres://postgres@localhost:5432/postgres',
  max: 2,
  connectionTimeoutMillis: 500,
});
// #endregion pool
await pool.query('CREATE TABLE orders (id integer, item text)');

// What is lent: without it, pool.end() would wait for ever.
const lent = new Set<pg.PoolClient>();
pool.on('acquire', (client) => lent.add(client));
pool.on('release', (_error, client) => lent.delete(client));

// #region lost
async function itemsOf(order: string) {
  const client = await pool.connect();
  const { rows } = await client.query(
    'SELECT item FROM orders WHERE id = $1',
    [order],
  );
  client.release();
  return rows;
}
// #endregion lost

// #region asked
for (const order of ['1', 'two', 'three', '4']) {
  await itemsOf(order).then(
    (rows) => console.log(order, rows),
    (error) => console.log(order, error.message),
  );
  console.log(`  lent ${lent.size}, idle ${pool.idleCount}`);
}
// #endregion asked

for (const client of lent) client.release();
await pool.query('DROP TABLE orders');
await pool.end();
