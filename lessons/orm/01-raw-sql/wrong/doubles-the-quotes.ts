// Fails: sends no value inside the statement
// Doubles the quotes of names, and trusts the number to be one.
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
  if (customers.length === 0) return [];
  const names = customers
    .map((name) => `'${name.replaceAll("'", "''")}'`)
    .join(', ');
  const { rows } = await pool.query<Order>(
    `SELECT id, customer, total FROM orders
     WHERE customer IN (${names}) AND total >= ${minTotal}
     ORDER BY ${sort}`,
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
