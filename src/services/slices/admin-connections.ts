import pg from 'pg';

const pools = new Map<string, pg.Pool>();

/** Connections as administrator; they do not keep the process alive. */
export function admin(address: string): pg.Pool {
  let pool = pools.get(address);
  if (!pool) {
    pool = new pg.Pool({
      connectionString: address,
      max: 4,
      idleTimeoutMillis: 10_000,
      connectionTimeoutMillis: 5_000,
      allowExitOnIdle: true,
    });
    // A server that is stopped ends its idle connections: not our failure.
    pool.on('error', () => {});
    pools.set(address, pool);
  }
  return pool;
}
