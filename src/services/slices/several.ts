import type { ServerState } from '../../course/server-state.ts';
import type { Leak } from '../service.ts';
import type { Slice } from './slice.ts';

/** One of several servers that a run asks for. */
export interface OneOfSeveral {
  flags: readonly string[];
  /** From 0. */
  index: number;
  /** One of those before it, by its number from 1, when it is there. */
  before(number: number): Promise<Slice>;
}

/**
 * Takes them all, or none where one cannot be had.
 * @param together what is to be done with them when all are there
 */
export async function takeSeveral(
  each: readonly (readonly string[])[],
  take: (one: OneOfSeveral) => Promise<Slice>,
  together: (servers: readonly Slice[]) => Promise<void> = async () => {},
): Promise<Slice> {
  const taking: Promise<Slice>[] = [];
  const before = async (number: number) => {
    const server = taking[number - 1];
    if (server) return server;
    throw new Error(`there is no server ${number} before it`);
  };
  for (const [index, flags] of each.entries())
    taking.push(take({ flags, index, before }));
  const taken = await Promise.allSettled(taking);
  const servers = taken.flatMap((t) =>
    t.status === 'fulfilled' ? t.value : [],
  );
  try {
    const failed = taken.find((t) => t.status === 'rejected');
    if (failed) throw failed.reason;
    await together(servers);
    return several(servers);
  } catch (error) {
    await Promise.allSettled(servers.map((server) => server.release()));
    throw error;
  }
}

/**
 * Several memcacheds, or Redises, as one slice: their addresses with commas
 * between, and what they hold by the number of the server.
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
      const states = await living((each) => each.look());
      return states
        .map(({ index, said }) => numbered(said, index + 1))
        .reduce(merged);
    },
    async restart() {
      await Promise.all(servers.map((each) => each.restart()));
    },
    ...(first.settings && { settings: first.settings }),
    ...(first.redisTrial && { redisTrial: first.redisTrial }),
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

function numbered(state: ServerState, server: number): ServerState {
  if (state.service === 'memcached')
    return { ...state, items: state.items.map((it) => ({ ...it, server })) };
  if (state.service === 'redis')
    return { ...state, keys: state.keys.map((it) => ({ ...it, server })) };
  return state;
}

function merged(one: ServerState, other: ServerState): ServerState {
  const more = one.more + other.more;
  if (one.service === 'memcached' && other.service === 'memcached')
    return { ...one, items: [...one.items, ...other.items], more };
  if (one.service === 'redis' && other.service === 'redis')
    return { ...one, keys: [...one.keys, ...other.keys], more };
  return one;
}
