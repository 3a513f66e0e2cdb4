/**
 * Customers with strange names look for their orders: the name goes
 * beside the statement, and then it is made part of it.
 *
 * @title Names that become SQL, and the same names as parameters
 * @uses postgres
 * @tags pg, SQL injection, parameters, simple query, escape
 */
import pg from 'pg';

const pool = new pg.Pool({
  connectionString:
    process.env.DATABASE_URL ??
    'postgres://postgres@localhost:5432/postgres',
  max: 1,
});
await pool.query(`
  CREATE TABLE orders (id integer, customer text, item text);
  INSERT INTO orders VALUES (1, 'Ada', 'cup'), (2, 'Bob', 'ring')`);

// #region beside
const beside = (name: string) =>
  pool.query('SELECT item FROM orders WHERE customer = $1', [name]);
// #endregion beside

// #region inside
const inside = (name: string) =>
  pool.query(`SELECT item FROM orders WHERE customer = '${name}'`);
// #endregion inside

/** What each statement did: PostgreSQL may have found several. */
const done = (result: pg.QueryResult | pg.QueryResult[]) =>
  [result]
    .flat()
    .map(({ command, rowCount }) => `${command} ${rowCount}`)
    .join(', ');

// #region tried
for (const find of [beside, inside])
  for (const name of [
    "O'Brien",
    "' OR true --",
    "'; DELETE FROM orders WHERE id = 1 --",
  ])
    await find(name).then(
      (result) => console.log(find.name, name, '→', done(result)),
      (error) => console.log(find.name, name, '→', error.message),
    );
// #endregion tried

// #region escaped
const id = '0 OR true';
const escaped = id.replaceAll("'", "''");
const found = await pool.query(
  `SELECT item FROM orders WHERE id = ${escaped}`,
);
console.log('escaped', id, '→', done(found));
// #endregion escaped

// #region typed
await pool
  .query('SELECT item FROM orders WHERE id = $1', [id])
  .catch((error) => console.log('beside', id, '→', error.message));
// #endregion typed

await pool.query('DROP TABLE orders');
await pool.end();
