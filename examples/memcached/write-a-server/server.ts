import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { replyTo } from './commands.ts';
import { Items } from './items.ts';
import { RequestReader } from './request-reader.ts';

/** A server that listens. */
export interface MemcachedServer {
  port: number;
  /** Ends every connection; resolves when nothing is open. */
  close(): Promise<void>;
}

/**
 * Starts a Memcached of the text protocol on 127.0.0.1; port 0 takes a
 * free one. Resolves when it listens; rejects when the port is taken.
 */
export async function startServer(port = 0): Promise<MemcachedServer> {
  const items = new Items();
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    serve(socket, items);
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');

  async function close() {
    const closed = once(server, 'close');
    server.close();
    for (const socket of sockets) socket.destroy();
    await closed;
  }

  return { port: (server.address() as AddressInfo).port, close };
}

// #region serve
function serve(socket: Socket, items: Items): void {
  const reader = new RequestReader();
  // One character for each byte: lengths count bytes.
  socket.setEncoding('latin1');
  socket.setNoDelay(true);
  socket.on('data', (chunk: string) => {
    let replies = '';
    for (const { words, block } of reader.read(chunk)) {
      if (words[0] === 'quit') return end(replies);
      replies += replyTo(items, words, block);
    }
    if (reader.isFlooded) return end(replies);
    // A client that does not read is not read from.
    if (!socket.write(replies, 'latin1')) socket.pause();
  });
  socket.on('drain', () => socket.resume());
  // A connection that breaks concerns nobody else.
  socket.on('error', () => socket.destroy());

  function end(replies: string) {
    socket.removeAllListeners('data');
    socket.write(replies, 'latin1');
    socket.destroySoon();
  }
}
// #endregion serve
