import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { expect, onTestFinished } from 'vitest';
import { replyTo } from '../../../examples/memcached/write-a-server/commands.ts';
import { Items } from '../../../examples/memcached/write-a-server/items.ts';
import { RequestReader } from '../../../examples/memcached/write-a-server/request-reader.ts';

/** A request as a bad server sees it. */
export interface Asked {
  /** Its line, without the value. */
  line: string;
  /** What a good server would say. */
  good: string;
  socket: Socket;
  /** Of the connection: 1, 2, 3 … */
  number: number;
}

export interface Behaviour {
  /** What is sent for a request; undefined: what a good server says. */
  answer?: (asked: Asked) => string | undefined;
  /** What is done with a connection that comes. */
  accept?: (socket: Socket, number: number) => void;
  port?: number;
}

export interface BadServer {
  address: string;
  port: number;
  items: Items;
  /** The lines of all requests but `version`. */
  asked: string[];
  /** Connections since the beginning. */
  opened: () => number;
  /** Connections that are open now. */
  open: () => number;
  close: () => Promise<void>;
}

/** A memcached in this process that does what it should not. */
export async function badServer(behaviour: Behaviour = {}): Promise<BadServer> {
  const items = new Items();
  const sockets = new Set<Socket>();
  const asked: string[] = [];
  let opened = 0;

  const server = createServer((socket) => {
    const number = (opened += 1);
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    socket.setEncoding('latin1').setNoDelay(true);
    behaviour.accept?.(socket, number);
    const reader = new RequestReader();
    socket.on('data', (chunk: string) => {
      for (const { words, block } of reader.read(chunk)) {
        const line = words.join(' ');
        if (line !== 'version') asked.push(line);
        const good = replyTo(items, words, block);
        const said = behaviour.answer?.({ line, good, socket, number });
        if (socket.writable) socket.write(said ?? good, 'latin1');
      }
    });
  });
  server.listen(behaviour.port ?? 0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;

  async function close() {
    if (!server.listening) return;
    const closed = once(server, 'close');
    server.close();
    for (const socket of sockets) socket.destroy();
    await closed;
  }
  onTestFinished(close);
  return {
    address: `127.0.0.1:${port}`,
    port,
    items,
    asked,
    opened: () => opened,
    open: () => sockets.size,
    close,
  };
}

/** Resolves when no connection to the server is open. */
export async function noneOpen(server: BadServer) {
  await expect.poll(server.open, { message: 'connections left open' }).toBe(0);
}

/** How each settled: a value as it is, an error by its name. */
export async function outcomes(calls: Promise<unknown>[]): Promise<unknown[]> {
  return (await Promise.allSettled(calls)).map((each) =>
    each.status === 'fulfilled' ? each.value : (each.reason as Error).name,
  );
}
