import { setTimeout as sleep } from 'node:timers/promises';
import type { ServerState } from '../../course/server-state.ts';
import type { BrokerList, Leak, RedisTrial } from '../service.ts';

/** One service's part of a lease. */
export interface Slice {
  /** As the examples' variable holds it. */
  address: string;
  /** RabbitMQ's management API, as this slice's own user. */
  management?: string;
  /** See Lease.aliases. */
  aliases: Record<string, string>;
  version?: string;
  /** What is left in it; `ours` connections are not counted. */
  leaks(ours: number): Promise<Leak[]>;
  /** What it holds. Rejects where its server died. */
  look(): Promise<ServerState>;
  /** Stops its server and starts it again at the same address. */
  restart(): Promise<void>;
  /** See Lease.list. */
  list?(kind: BrokerList): Promise<string[][]>;
  /** See Lease.memcachedSettings. */
  settings?(args: string[]): Promise<Record<string, string>>;
  /** See Lease.redisTrial. */
  redisTrial?: RedisTrial;
  /** Where servers of the same lease reach it. */
  inside?: { host: string; port: number; bus?: number | undefined };
  /** See Lease.wanted. */
  wanted?(): boolean;
  /** Empties it and takes it back. */
  release(): Promise<void>;
}

/** How long a connection that was just closed may still be seen, in ms. */
const GRACE = 500;

/**
 * Waits until nothing but `ours` is connected, at most for the grace; resolves
 * to how many other connections there are then.
 */
export async function connectionsLeft(
  ours: number,
  count: () => Promise<number>,
): Promise<number> {
  const end = performance.now() + GRACE;
  for (;;) {
    const left = Math.max(0, (await count()) - ours);
    if (left === 0 || performance.now() > end) return left;
    await sleep(10);
  }
}

/** A leak of these names, or of this many; none when there are none. */
export function leak(
  service: Leak['service'],
  what: Leak['what'],
  names: string[],
  count = names.length,
): Leak[] {
  if (count === 0) return [];
  return [{ service, what, count, names: names.slice(0, 10) }];
}

/** Makes the default address of a service of a server's own: `host:port`. */
export function portAlias(port: number, usual: number): Record<string, string> {
  return { [`127.0.0.1:${port}`]: `localhost:${usual}` };
}
