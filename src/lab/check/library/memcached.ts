import { createServer } from 'node:net';
import type { MemcachedItem } from '../../../course/server-state.ts';
import { exchange } from '../../../services/exchange.ts';
import { lookAtMemcached } from '../../../services/slices/memcached-look.ts';
import { checkServers, portOf } from '../servers.ts';

// Asked on a connection past the taps: `#check/wire` does not count it, and
// no fault touches it. Memcached counts a `get` for each item that is read.
// `server` is the number of one of several, from 1.

/**
 * The items, by their keys; long values are cut.
 * @throws {Error} when there are more than are listed.
 */
export async function items(server = 1): Promise<MemcachedItem[]> {
  const { items, more } = await lookAtMemcached(portOf('memcached', server));
  if (more === 0) return items;
  throw new Error(
    `Memcached holds ${items.length + more} items, and only ${items.length} are listed. Let the check use fewer.`,
  );
}

/** The whole value of an item as text, or undefined when there is none. */
export async function value(
  key: string,
  server = 1,
): Promise<string | undefined> {
  const reply = await meta(key, 'v', server);
  if (reply === undefined) return undefined;
  const bytes = reply.slice(reply.indexOf('\r\n') + 2, -2);
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

/**
 * Seconds that Memcached will keep an item; `Infinity` when it has no expiry,
 * undefined when there is no such item.
 */
export async function secondsLeft(
  key: string,
  server = 1,
): Promise<number | undefined> {
  const reply = (await meta(key, 't', server)) ?? '';
  const seconds = / t(-?\d+)\r\n/.exec(reply)?.[1];
  if (seconds === undefined) return undefined;
  return seconds === '-1' ? Infinity : Number(seconds);
}

/** Stores an item past the answer; 0 seconds are for ever. */
export async function store(
  key: string,
  text: string | Buffer,
  seconds = 0,
  { server = 1, flags = 0 } = {},
) {
  const bytes = Buffer.from(text);
  const head = `set ${key} ${flags} ${seconds} ${bytes.length}\r\n`;
  await exchange(
    portOf('memcached', server),
    Buffer.concat([Buffer.from(head), bytes, Buffer.from('\r\n')]),
    /^STORED\r\n/,
  );
}

/** Deletes every item. */
export async function flushAll(server = 1): Promise<void> {
  const port = portOf('memcached', server);
  await exchange(port, 'flush_all\r\n', /^OK\r\n/);
}

/**
 * What a memcached that is started with these arguments says of its settings
 * (`stats settings`): `{ maxbytes: '67108864', … }`. It is ended again.
 * @throws {Error} where it did not start, or would not be for this machine
 * only.
 */
export async function settings(
  args: string[],
): Promise<Record<string, string>> {
  const { memcachedSettings } = checkServers().lease;
  if (memcachedSettings) return memcachedSettings(args);
  throw new Error('This check cannot start a memcached here.');
}

/** A port of this machine that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) =>
    server.listen(0, '127.0.0.1', () => resolve()),
  );
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** The reply to a meta get with one flag, without its end, or undefined. */
async function meta(
  key: string,
  flag: string,
  server: number,
): Promise<string | undefined> {
  const asked = `mg ${key} ${flag}\r\nmn\r\n`;
  const port = portOf('memcached', server);
  const reply = await exchange(port, asked, /(^|\n)MN\r\n$/);
  return reply.startsWith('EN') ? undefined : reply.slice(0, -'MN\r\n'.length);
}
