// Fails: refuses what is not on the list
// Quoted as an identifier: no injection, and any column is sorted by.
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

export async function findOrders(
  pool: pg.Pool,
  { customers, minTotal, sort }: Filter,
): Promise<Order[]> {
  const { rows } = await pool.query<Order>(
    `SELECT id, customer, total FROM orders
     WHERE customer = ANY($1) AND total >= $2
     ORDER BY ${pg.escapeIdentifier(sort)}`,
    [customers, minTotal],
  );
  return rows;
}

export async function withClient<Result>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect();
  try {
    return await work(client);
  } finally {
    client.release();
  }
}
