// Fails: takes a value that holds protocol text for a value
// Reads line by line, and takes the next line for the value.
import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { createInterface } from 'node:readline';

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
    void converse(socket, items);
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

async function converse(socket: Socket, items: Items) {
  let waiting: string[] | undefined;
  socket.setEncoding('latin1');
  for await (const line of createInterface({ input: socket })) {
    const words = waiting ?? line.split(' ');
    const isBlock = waiting !== undefined;
    waiting = undefined;
    if (!isBlock && (words[0] === 'set' || words[0] === 'add')) {
      waiting = words;
      continue;
    }
    const reply = replyTo(items, words, `${line}\r\n`);
    if (words.at(-1) !== 'noreply') socket.write(reply, 'latin1');
  }
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
