// Fails: sorts by the column that was asked for
// A parameter is a value: every row is sorted by the same text.
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
     WHERE customer = ANY($1) AND total >= $2 ORDER BY $3`,
    [customers, minTotal, sort],
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
