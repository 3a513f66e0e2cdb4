import type { MemcachedItem } from '../../../course/server-state.ts';
import { exchange } from '../../../services/exchange.ts';
import { lookAtMemcached } from '../../../services/slices/memcached-look.ts';
import { portOf } from '../servers.ts';

// Asked on a connection past the taps: `#check/wire` does not count it, and
// no fault touches it. Memcached counts a `get` for each item that is read.

/**
 * The items, by their keys; long values are cut.
 * @throws {Error} when there are more than are listed.
 */
export async function items(): Promise<MemcachedItem[]> {
  const { items, more } = await lookAtMemcached(portOf('memcached'));
  if (more === 0) return items;
  throw new Error(
    `Memcached holds ${items.length + more} items, and only ${items.length} are listed. Let the check use fewer.`,
  );
}

/** The whole value of an item as text, or undefined when there is none. */
export async function value(key: string): Promise<string | undefined> {
  const reply = await meta(key, 'v');
  if (reply === undefined) return undefined;
  const bytes = reply.slice(reply.indexOf('\r\n') + 2, -2);
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

/**
 * Seconds that Memcached will keep an item; `Infinity` when it has no expiry,
 * undefined when there is no such item.
 */
export async function secondsLeft(key: string): Promise<number | undefined> {
  const seconds = / t(-?\d+)\r\n/.exec((await meta(key, 't')) ?? '')?.[1];
  if (seconds === undefined) return undefined;
  return seconds === '-1' ? Infinity : Number(seconds);
}

/** Stores an item past the answer; 0 seconds are for ever. */
export async function store(key: string, text: string, seconds = 0) {
  const bytes = Buffer.from(text);
  const head = Buffer.from(`set ${key} 0 ${seconds} ${bytes.length}\r\n`);
  await exchange(
    portOf('memcached'),
    Buffer.concat([head, bytes, Buffer.from('\r\n')]),
    /^STORED\r\n/,
  );
}

/** Deletes every item. */
export async function flushAll(): Promise<void> {
  await exchange(portOf('memcached'), 'flush_all\r\n', /^OK\r\n/);
}

/** The reply to a meta get with one flag, without its end, or undefined. */
async function meta(key: string, flag: string): Promise<string | undefined> {
  const asked = `mg ${key} ${flag}\r\nmn\r\n`;
  const reply = await exchange(portOf('memcached'), asked, /(^|\n)MN\r\n$/);
  return reply.startsWith('EN') ? undefined : reply.slice(0, -'MN\r\n'.length);
}
