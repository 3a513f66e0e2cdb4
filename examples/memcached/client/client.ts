import type { ServerAddress } from './address.ts';
import { checkAndSet } from './check-and-set.ts';
import { counters } from './counters.ts';
import { manyKeys } from './many-keys.ts';
import { Pool, type ClientOptions } from './pool.ts';
import { recache } from './recache.ts';
import { removal } from './removal.ts';
import { retrieval } from './retrieval.ts';
import { statistics } from './statistics.ts';
import { storage } from './storage.ts';

/** A client of one memcached, or of several that share the keys. */
export type Client = ReturnType<typeof openClient>;

// #region open
/**
 * Opens a client of these servers, in a list or in a text like that of
 * MEMCACHE_SERVERS. It connects with the first call.
 * @throws {TypeError} for what is no address, or no weight.
 */
export function openClient(
  servers: string | ServerAddress[],
  options: ClientOptions = {},
) {
  const pool = new Pool(servers, options);
  return {
    ...retrieval(pool),
    ...storage(pool),
    ...checkAndSet(pool),
    ...removal(pool),
    ...recache(pool),
    ...counters(pool),
    ...manyKeys(pool),
    ...statistics(pool),
    ...setUp(pool),
  };
}
// #endregion open

// #region set-up
function setUp(pool: Pool) {
  return {
    /** Other servers from now on: the same keys may be elsewhere. */
    async setServers(servers: string | ServerAddress[]) {
      const before = pool.servers;
      pool.setServers(servers);
      await pool.disconnect(before);
    },
    /** The addresses of the servers that can be reached now. */
    async reachable(): Promise<string[]> {
      return (await pool.reachable()).map(([{ address }]) => address);
    },
    /** Tries dead servers again, with the next call. */
    forgetDeadServers() {
      for (const server of pool.servers) server.forgetDead();
    },
    /**
     * Closes all connections; calls in flight reject. The next call
     * would open one again.
     */
    disconnectAll: () => pool.disconnect(),
  };
}
// #endregion set-up
