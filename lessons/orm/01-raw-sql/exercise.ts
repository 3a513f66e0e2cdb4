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

/**
 * The orders that the filter wants, sorted by `id`, `customer` or
 * `total`, the smallest first.
 *
 * Rejects any other `sort`, and then sends nothing.
 */
export async function findOrders(
  pool: pg.Pool,
  filter: Filter,
): Promise<Order[]> {
  throw new Error(
    `Begin here: pool.query with a statement and its values; sort by ${filter.sort}.`,
  );
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
  throw new Error(`Begin here: pool.connect, then ${work.name}.`);
}
