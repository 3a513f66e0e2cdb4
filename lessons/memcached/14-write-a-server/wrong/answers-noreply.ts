// Fails: is quiet after noreply
// Takes noreply for a word that may be passed over.
import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';

/** A server that listens. */
export interface TextServer {
  port: number;
  /** Ends every connection; resolves when nothing is open any more. */
  close(): Promise<void>;
}

/** Text has one character for each byte, everywhere in this file. */
interface Item {
  flags: string;
  value: string;
}
type Items = Map<string, Item>;

/**
 * Starts a server of Memcached's text protocol on 127.0.0.1, which
 * knows get, set, add, delete, incr and noreply. Port 0 is any free
 * one. Resolves when it listens.
 */
export async function serve(port = 0): Promise<TextServer> {
  const items: Items = new Map();
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    converse(socket, items);
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

function converse(socket: Socket, items: Items): void {
  let unread = '';
  let waiting: string[] | undefined; // a line without its block yet

  function take(length: number): string {
    const taken = unread.slice(0, length);
    unread = unread.slice(length);
    return taken;
  }

  function takeLine(): string[] | undefined {
    const end = unread.indexOf('\r\n');
    if (end < 0) return undefined;
    return take(end + 2)
      .trimEnd()
      .split(' ');
  }

  socket.setEncoding('latin1');
  socket.on('data', (chunk: string) => {
    unread += chunk;
    for (;;) {
      const words = waiting ?? takeLine();
      if (!words) return;
      waiting = words;
      const length = blockLength(words);
      if (unread.length < length) return;
      waiting = undefined;
      const reply = replyTo(items, words, take(length));
      socket.write(reply, 'latin1');
    }
  });
}

/** Bytes that follow a line, the \r\n behind them too. */
function blockLength([verb, , , , bytes]: string[]): number {
  return verb === 'set' || verb === 'add' ? Number(bytes) + 2 : 0;
}

function replyTo(items: Items, words: string[], block: string): string {
  const [verb, key = '', ...rest] = words;
  switch (verb) {
    case 'get':
      return get(items, [key, ...rest]);
    case 'set':
    case 'add':
      if (!block.endsWith('\r\n'))
        return 'CLIENT_ERROR bad data chunk\r\n';
      if (verb === 'add' && items.has(key)) return 'NOT_STORED\r\n';
      items.set(key, {
        flags: rest[0] ?? '0',
        value: block.slice(0, -2),
      });
      return 'STORED\r\n';
    case 'delete':
      return items.delete(key) ? 'DELETED\r\n' : 'NOT_FOUND\r\n';
    case 'incr':
      return incr(items, key, BigInt(rest[0] ?? '0'));
    default:
      return 'ERROR\r\n';
  }
}

function get(items: Items, keys: string[]): string {
  const found = keys.map((key) => {
    const item = items.get(key);
    if (!item) return '';
    const { flags, value } = item;
    return `VALUE ${key} ${flags} ${value.length}\r\n${value}\r\n`;
  });
  return `${found.join('')}END\r\n`;
}

function incr(items: Items, key: string, by: bigint): string {
  const item = items.get(key);
  if (!item) return 'NOT_FOUND\r\n';
  if (!/^\d+ *$/.test(item.value))
    return 'CLIENT_ERROR cannot increment or decrement non-numeric value\r\n';
  const value = String(BigInt.asUintN(64, BigInt(item.value) + by));
  items.set(key, { ...item, value });
  return `${value}\r\n`;
}
