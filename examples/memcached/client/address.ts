import type { NetConnectOpts } from 'node:net';

/** `host:port`, `[::1]:port`, `unix:/path`, or with a weight. */
export type ServerAddress = string | [address: string, weight: number];

const USUAL_PORT = 11211;

/**
 * Where to connect to.
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

/** How often a server's turn comes: 1 unless it has a weight. */
export function weighted(server: ServerAddress): [string, number] {
  const [address, weight] = Array.isArray(server)
    ? server
    : [server, 1];
  if (Number.isInteger(weight) && weight > 0) return [address, weight];
  throw new TypeError(
    `the weight of ${address} is ${weight}: 1, 2, 3 …`,
  );
}
