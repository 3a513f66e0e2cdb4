// Fails: takes each name as it is
// One text with commas is a parameter too, and comes apart at any comma.
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
     WHERE total >= $1 AND customer = ANY(string_to_array($2, ','))
     ORDER BY ${sort}`,
    [minTotal, customers.join(',')],
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
