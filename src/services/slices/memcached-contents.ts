import { exchange } from '../exchange.ts';
import type { Leak } from '../service.ts';
import { connectionsLeft, leak } from './slice.ts';

/** Items that are left, and clients other than us that are still connected. */
export async function memcachedLeaks(
  port: number,
  ours: number,
): Promise<Leak[]> {
  const open = await connectionsLeft(ours, async () => {
    const stats = await exchange(port, 'stats conns\r\n', /END\r\n$/);
    const states = [...stats.matchAll(/^STAT \d+:state (\S+)/gm)];
    const clients = states.filter(([, state]) => state !== 'conn_listening');
    return clients.length - 1;
  });
  const names = await keys(port).catch(() => []);
  return [
    ...leak('memcached', 'connection', [], open),
    ...leak('memcached', 'item', names.sort()),
  ];
}

/** Each item is a line `key=… exp=… …`, its key encoded as in a URL. */
async function keys(port: number): Promise<string[]> {
  const dump = await exchange(
    port,
    'lru_crawler metadump all\r\n',
    /(^|\n)END\r\n$|^(BUSY|ERROR).*\r\n/,
  );
  return [...dump.matchAll(/^key=(\S+) exp=(-?\d+)/gm)].map(([, key]) =>
    decodeURIComponent(key ?? ''),
  );
}

/** Empties a memcached that many runs use in turn: items and statistics. */
export async function emptyMemcached(port: number): Promise<void> {
  await exchange(port, 'flush_all\r\n', /OK\r\n/);
  await exchange(port, 'stats reset\r\n', /RESET\r\n/);
}
