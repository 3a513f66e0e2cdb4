// Fails: keeps 50 at once within the pool
// A client of its own for each call: the pool is passed by.
import pg from 'pg';

export interface Order {
  id: number;
  customer: string;
  total: string;
}

export interface Filter {
  customers: string[];
  minTotal: string;
  sort: string;
}

const SORTED_BY = ['id', 'customer', 'total'];

export async function findOrders(
  pool: pg.Pool,
  { customers, minTotal, sort }: Filter,
): Promise<Order[]> {
  if (!SORTED_BY.includes(sort)) throw new Error(`No sort: ${sort}`);
  const { rows } = await pool.query<Order>(
    `SELECT id, customer, total FROM orders
     WHERE customer = ANY($1) AND total >= $2 ORDER BY ${sort}`,
    [customers, minTotal],
  );
  return rows;
}

export async function withClient<Result>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client(pool.options);
  await client.connect();
  try {
    return await work(client as pg.PoolClient);
  } finally {
    await client.end();
  }
}
