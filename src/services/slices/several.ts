import type { MemcachedState, ServerState } from '../../course/server-state.ts';
import type { Leak } from '../service.ts';
import type { Slice } from './slice.ts';

/** One of several servers that a run asks for. */
export interface OneOfSeveral {
  flags: readonly string[];
  /** From 0. */
  index: number;
}

/** Takes them all, or none where one cannot be had. */
export async function takeSeveral(
  each: readonly (readonly string[])[],
  take: (one: OneOfSeveral) => Promise<Slice>,
): Promise<Slice> {
  const taken = await Promise.allSettled(
    each.map((flags, index) => take({ flags, index })),
  );
  const servers = taken.flatMap((t) =>
    t.status === 'fulfilled' ? t.value : [],
  );
  const failed = taken.find((t) => t.status === 'rejected');
  if (!failed) return several(servers);
  await Promise.allSettled(servers.map((server) => server.release()));
  throw failed.reason;
}

/**
 * Several memcacheds as one slice: their addresses with commas between, as
 * MEMCACHE_SERVERS has them, and what they hold by the number of the server.
 */
export function several(servers: readonly Slice[]): Slice {
  const [first, ...others] = servers;
  if (!first) throw new Error('A slice has at least one server.');
  if (others.length === 0) return first;
  /** What those say that live, with the index of each. */
  const living = async <T>(ask: (server: Slice) => Promise<T>) => {
    const said = await Promise.allSettled(servers.map(ask));
    return said.flatMap((each, index) =>
      each.status === 'fulfilled' ? { index, said: each.value } : [],
    );
  };
  return {
    address: servers.map(({ address }) => address).join(','),
    aliases: Object.assign({}, ...servers.map(({ aliases }) => aliases)),
    async leaks(ours) {
      // Consoles are attached to the first one.
      const left = await living((s) => s.leaks(s === first ? ours : 0));
      return sumOf(left.flatMap(({ said }) => said));
    },
    async look() {
      return merged(await living((each) => each.look()));
    },
    async restart() {
      await Promise.all(servers.map((each) => each.restart()));
    },
    ...(first.settings && { settings: first.settings }),
    ...(first.wanted && { wanted: () => servers.some((s) => s.wanted?.()) }),
    async release() {
      await Promise.allSettled(servers.map((each) => each.release()));
    },
  };
}

function sumOf(leaks: Leak[]): Leak[] {
  const byKind = new Map<Leak['what'], Leak>();
  for (const each of leaks) {
    const before = byKind.get(each.what);
    byKind.set(each.what, {
      ...each,
      count: each.count + (before?.count ?? 0),
      names: [...(before?.names ?? []), ...each.names].slice(0, 10),
    });
  }
  return [...byKind.values()];
}

function merged(states: { index: number; said: ServerState }[]) {
  const state: MemcachedState = { service: 'memcached', items: [], more: 0 };
  for (const { index, said } of states) {
    if (said.service !== 'memcached') continue;
    const server = index + 1;
    state.items.push(...said.items.map((item) => ({ ...item, server })));
    state.more += said.more;
  }
  return state;
}
