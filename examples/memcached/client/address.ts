import type { NetConnectOpts } from 'node:net';

/** Where a server is: `host:port`, `[::1]:port` or `unix:/path`. */
export type ServerAddress = string | ServerOfPool;

export interface ServerOfPool {
  address: string;
  /** How many times as many keys it has: 1, 2, 3 … */
  weight?: number;
  /** Decides about its keys on a ring; its address, unless given. */
  name?: string;
}

const USUAL_PORT = 11211;

/**
 * What to connect to.
 * @throws {TypeError} for what is no address.
 */
export function endpoint(address: string): NetConnectOpts {
  if (address.startsWith('unix:')) return { path: address.slice(5) };
  const parts = /^(?:\[(.+)\]|([^:]+))(?::(\d+))?$/.exec(address);
  const port = Number(parts?.[3] ?? USUAL_PORT);
  if (!parts || port < 1 || port > 65535) {
    throw new TypeError(
      `"${address}" is no server: host:port, [::1]:port or unix:/path`,
    );
  }
  return { host: parts[1] ?? parts[2]!, port };
}

/**
 * A server with all that is known of it. A list in one text, as in
 * MEMCACHE_SERVERS, has commas between.
 * @throws {TypeError} for no address, or no weight.
 */
export function serversOf(
  servers: string | ServerAddress[],
): Required<ServerOfPool>[] {
  const list =
    typeof servers === 'string' ? servers.split(',') : servers;
  return list.map((each) => {
    const server = typeof each === 'string' ? { address: each } : each;
    const { address, weight = 1, name = address } = server;
    endpoint(address);
    if (Number.isInteger(weight) && weight > 0)
      return { address, weight, name };
    throw new TypeError(
      `the weight of ${address} is ${weight}: 1, 2, 3 …`,
    );
  });
}
