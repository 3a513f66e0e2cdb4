import pg from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { connections, query, rows } from '#check/postgres';
import { opened, statements } from '#check/wire';
import { findOrders, withClient } from './exercise.ts';

const MAX = 3;

let pool: pg.Pool;
/** Clients that the pool has lent, and that are not back. */
let lent: Set<pg.PoolClient>;

beforeEach(async () => {
  await query(
    `DROP TABLE IF EXISTS orders; CREATE TABLE orders (
       id int PRIMARY KEY, customer text, total numeric(10, 2), card text
     );
     INSERT INTO orders VALUES
       (1, 'Ada', 30, '4111'), (2, 'Bob', 5, '4444'),
       (3, 'O''Brien', 10, '4000'), (4, 'Ada', 20, '4111'),
       (5, 'Cup, Ltd', 40, '4222')`,
  );
  pool = new pg.Pool({
    connectionString: process.env.DATABASE_URL,
    max: MAX,
    connectionTimeoutMillis: 2000,
  });
  lent = new Set();
  pool.on('acquire', (client) => lent.add(client));
  pool.on('release', (_error, client) => lent.delete(client));
});

afterEach(async () => {
  for (const client of lent) client.release(true);
  await pool.end();
  await query('DROP TABLE orders');
});

async function ids(filter: Partial<Parameters<typeof findOrders>[1]>) {
  const all = { customers: ['Ada', 'Bob'], minTotal: '0', sort: 'id' };
  const found = await findOrders(pool, { ...all, ...filter });
  return found.map(({ id }) => id);
}

describe('Send values beside the statement', () => {
  test('finds the orders that the filter wants', async () => {
    const filter = { customers: ['Ada', 'Bob'], minTotal: '19.90' };
    expect(
      await findOrders(pool, { ...filter, sort: 'id' }),
      'the orders of Ada and Bob, of 19.90 or more',
    ).toEqual([
      { id: 1, customer: 'Ada', total: '30.00' },
      { id: 4, customer: 'Ada', total: '20.00' },
    ]);
    expect(
      lent.size,
      'findOrders has its rows: clients of the pool that it still has',
    ).toBe(0);
  });

  test('finds nothing for an empty list', async () => {
    expect(
      await ids({ customers: [] }).catch(({ message }) => message),
      'orders of no customers. IN () is no SQL: an array can be empty, a list of placeholders cannot',
    ).toEqual([]);
  });

  test('finds nothing for a name that is SQL', async () => {
    const customers = ["x' OR true) --", "x'); DELETE FROM orders; --"];
    for (const name of customers)
      expect(
        await ids({ customers: [name] }).catch(
          ({ message }) => message,
        ),
        `orders of a customer whose name is ${name}: there is none. Rows or an error mean that PostgreSQL read the name as SQL`,
      ).toEqual([]);
    expect(
      (await rows('orders')).length,
      'orders in the table: the name of a customer has deleted the rest',
    ).toBe(5);
  });

  test('takes each name as it is', async () => {
    const customers = ["O'Brien", 'Cup, Ltd'];
    expect(
      await ids({ customers }).catch(({ message }) => message),
      `orders of two customers, O'Brien and "Cup, Ltd": the quote and the comma belong to the names. Names that are joined into one text come apart at each comma; an array has them whole`,
    ).toEqual([3, 5]);
  });

  test('sends no value inside the statement', async () => {
    const sent = await statements(async () => {
      await ids({ customers: ['Ada'], minTotal: '19.90' });
      await ids({ customers: ["O'Brien", 'Bob', 'Ada'] });
    });
    for (const value of ['Ada', 'Brien', '19.90'])
      expect(
        sent.filter((sql) => sql.includes(value)),
        `statements in which PostgreSQL found ${value}: it belongs to the values, that pool.query takes as its second argument`,
      ).toEqual([]);
    expect(
      [...new Set(sent)],
      'two calls, with one name and with three: the same statement, with other values',
    ).toHaveLength(1);
  });
});

describe('Sort by known columns only', () => {
  test('sorts by the column that was asked for', async () => {
    expect(
      await ids({ sort: 'total' }),
      'sorted by total: 5, 20, 30. ORDER BY $1 sorts by a text that is the same for all rows',
    ).toEqual([2, 4, 1]);
    expect(
      await ids({ customers: ["O'Brien", 'Bob'], sort: 'customer' }),
      'sorted by customer: Bob, then O’Brien',
    ).toEqual([2, 3]);
  });

  test('refuses what is not on the list', async () => {
    for (const sort of ['card', 'id; DELETE FROM orders', 'toString']) {
      let outcome = '';
      const sent = await statements(async () => {
        await ids({ sort }).catch(() => (outcome = 'rejected'));
      });
      expect(
        sent,
        `statements sent for the sort "${sort}", which is not id, customer or total. A column that nobody may see can be read by sorting, too`,
      ).toEqual([]);
      expect(outcome, `findOrders, for "${sort}"`).toBe('rejected');
    }
  });
});

describe('Lend a client, and take it back', () => {
  test('lends each client to one at a time', async () => {
    const busy = new Set<pg.PoolClient>();
    const work = (number: number) => async (client: pg.PoolClient) => {
      const shared = busy.has(client);
      busy.add(client);
      await client.query('SELECT $1', [number]);
      busy.delete(client);
      return shared ? 'on a client that another had' : 'alone';
    };
    const all = Array.from({ length: 20 }, (_, number) =>
      withClient(pool, work(number)),
    );
    expect(
      [...new Set(await Promise.all(all))],
      'how 20 works that began at once had their clients. A client that is back while its work goes on is lent again',
    ).toEqual(['alone']);
  });

  test('keeps 50 at once within the pool', async () => {
    let begun = 0;
    const gate = Promise.withResolvers<void>();
    const work = async (client: pg.PoolClient) => {
      begun += 1;
      await gate.promise;
      return client.query('SELECT 1');
    };
    let open = 0;
    const connected = await opened('postgres', async () => {
      const calls = Array.from({ length: 50 }, () =>
        withClient(pool, work),
      );
      const ended = Promise.allSettled(calls);
      await expect
        .poll(() => begun, { message: 'works that have a client' })
        .toBeGreaterThanOrEqual(MAX);
      open = await connections();
      gate.resolve();
      const failed = (await ended).filter((end) => 'reason' in end);
      expect(failed, 'works of which the call rejected').toEqual([]);
    });
    const message = `50 works at once, and a pool of at most ${MAX} (a client of its own for each is no client of the pool, and release(true) closes one)`;
    for (const [count, what] of [
      [open, 'connections in pg_stat_activity'],
      [connected, 'connections that were opened'],
    ] as const)
      expect(count, `${message}: ${what}`).toBeLessThanOrEqual(MAX);
  });

  test('takes the client back when the work fails', async () => {
    for (let time = 1; time <= MAX + 1; time += 1) {
      const refused = withClient(pool, (client) =>
        client.query('SELECT $1::int', ['two']),
      );
      await expect(
        refused,
        `failure ${time}, on a pool of ${MAX}: the caller gets the error of PostgreSQL. A timeout means that the clients before were never given back`,
      ).rejects.toThrow('invalid input syntax');
      expect(
        lent.size,
        `clients that are still lent after failure ${time}: release belongs where an error comes by, too`,
      ).toBe(0);
    }
    await withClient(pool, (client) => client.query('SELECT 1'));
  });
});
