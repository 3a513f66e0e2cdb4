// Servers that break, for check.test.ts: each on a loopback port of its own.
import { once } from 'node:events';
import {
  connect,
  createServer,
  type AddressInfo,
  type Socket,
} from 'node:net';

/** What becomes of a connection once a request has come on it. */
export type Fate =
  'hangs up' | 'resets' | 'never answers' | 'passes on';

export interface BreakingServer {
  /** As `openCache` takes it. */
  address: string;
  /** How many requests have come. */
  requests(): number;
  close(): void;
}

const open = new Set<BreakingServer>();

/**
 * Starts a server: its first connection has the first of `fates`, and so on;
 * all that come later have the last. What is passed on goes to Memcached.
 */
export async function startServer(
  ...fates: Fate[]
): Promise<BreakingServer> {
  const sockets = new Set<Socket>();
  let connections = 0;
  let requests = 0;
  // A server that hangs does not hang up either, when the other side does.
  const server = createServer({ allowHalfOpen: true }, (client) => {
    const fate = fates[Math.min(connections++, fates.length - 1)]!;
    sockets.add(client);
    client.on('error', () => client.destroy());
    client.on('data', () => (requests += 1));
    if (fate === 'hangs up') client.once('data', () => client.end());
    if (fate === 'resets')
      client.once('data', () => client.resetAndDestroy());
    if (fate === 'passes on') sockets.add(passOn(client));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const started = {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests: () => requests,
    close() {
      server.close();
      sockets.forEach((socket) => socket.destroy());
    },
  };
  open.add(started);
  return started;
}

function passOn(client: Socket): Socket {
  const address = process.env.MEMCACHE_SERVERS ?? 'localhost:11211';
  const [host, port] = address.split(':');
  const memcached = connect(Number(port), host);
  memcached.on('error', () => client.destroy());
  client.on('close', () => memcached.destroy());
  client.pipe(memcached).pipe(client);
  return memcached;
}

/** Closes all that were started. */
export function closeServers(): void {
  open.forEach((server) => server.close());
  open.clear();
}
