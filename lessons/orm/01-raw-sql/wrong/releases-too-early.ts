// Fails: lends each client to one at a time
// Without await, finally comes as soon as work has begun.
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
  const client = await pool.connect();
  try {
    return work(client);
  } finally {
    client.release();
  }
}
