import { connect, createServer, type Socket } from 'node:net';
import { once } from 'node:events';

/** A cable to a server, which can be pulled out and put back. */
export interface Cable {
  /** Where the server is, as long as the cable is in. */
  address: string;
  /** Breaks the connections; whoever connects is refused. */
  pull(): Promise<void>;
  /** The same address leads to the server again. */
  putBack(): Promise<void>;
}

/** Lays a cable to the memcached at `host:port`. */
export async function layCable(to: string): Promise<Cable> {
  const [host, port] = to.split(':');
  const open = new Set<Socket>();
  const cable = createServer((client) => {
    const server = connect(Number(port), host);
    for (const [one, other] of [
      [client, server],
      [server, client],
    ] as const) {
      open.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        open.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
  });
  cable.listen(0, '127.0.0.1');
  await once(cable, 'listening');
  const { port: own } = cable.address() as { port: number };

  return {
    address: `127.0.0.1:${own}`,
    async pull() {
      const closed = once(cable, 'close');
      cable.close();
      for (const each of open) each.destroy();
      await closed;
    },
    async putBack() {
      cable.listen(own, '127.0.0.1');
      await once(cable, 'listening');
    },
  };
}
