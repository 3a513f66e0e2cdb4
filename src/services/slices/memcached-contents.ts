import { exchange } from '../exchange.ts';
import type { Leak } from '../service.ts';
import { dumpedItems } from './memcached-dump.ts';
import { connectionsLeft, leak } from './slice.ts';
import { named } from './value-text.ts';

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
  // Connections are told also where it lists nothing.
  const items = await dumpedItems(port).catch(() => []);
  const names = items.map(({ key }) => named(key));
  return [
    ...leak('memcached', 'connection', [], open),
    ...leak('memcached', 'item', names.sort()),
  ];
}

/** Empties a memcached that many runs use in turn: items and statistics. */
export async function emptyMemcached(port: number): Promise<void> {
  await exchange(port, 'flush_all\r\n', /OK\r\n/);
  await exchange(port, 'stats reset\r\n', /RESET\r\n/);
}
