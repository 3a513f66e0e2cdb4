import pg from 'pg';

/** What the office sees of a row of the table `orders`. */
export interface Order {
  id: number;
  customer: string;
  total: string;
}

export interface Filter {
  /** Orders of these customers: of none when the list is empty. */
  customers: string[];
  /** Orders of this total or more, as text: `19.90`. */
  minTotal: string;
  /** What to sort by, as the browser sent it. */
  sort: string;
}

const SORTED_BY = ['id', 'customer', 'total'];

/**
 * The orders that the filter wants, sorted by `id`, `customer` or
 * `total`, the smallest first.
 *
 * Rejects any other `sort`, and then sends nothing.
 */
export async function findOrders(
  pool: pg.Pool,
  { customers, minTotal, sort }: Filter,
): Promise<Order[]> {
  if (!SORTED_BY.includes(sort))
    throw new Error(`Orders cannot be sorted by ${sort}`);
  const { rows } = await pool.query<Order>(
    `SELECT id, customer, total FROM orders
     WHERE customer = ANY($1) AND total >= $2
     ORDER BY ${sort}`,
    [customers, minTotal],
  );
  return rows;
}

/**
 * Lends a client of the pool to `work`, which has it for itself until it
 * has ended. Then the pool has it back, also when `work` has failed.
 *
 * Resolves to what `work` resolves to, and rejects with its error.
 */
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
