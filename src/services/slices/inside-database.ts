import pg from 'pg';

/** Milliseconds for all that is asked, whatever the database makes of it. */
const DEADLINE = 5000;

/**
 * Asks a learner's database something, as the learner's own role: what they
 * define there (a cast, a view in the search path) may run in the query, and
 * may do no more than they may. It is cut off at a deadline.
 */
export async function insideDatabase<T>(
  address: string,
  ask: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({
    connectionString: address,
    connectionTimeoutMillis: 2000,
    query_timeout: 2500,
    // A transaction that was left open may have locked a table.
    lock_timeout: 1000,
    statement_timeout: 2000,
  });
  client.on('error', () => {});
  const timer = setTimeout(() => client.connection.stream.destroy(), DEADLINE);
  try {
    await client.connect();
    const answer = await ask(client);
    await client.end();
    return answer;
  } finally {
    clearTimeout(timer);
    client.connection.stream.destroy();
  }
}
