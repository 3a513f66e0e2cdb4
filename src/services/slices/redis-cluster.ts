import { setTimeout as sleep } from 'node:timers/promises';
import { isInCluster } from '../redis-conf.ts';
import { messageOf, ServicesError } from '../services-error.ts';
import { connected } from './redis-contents.ts';
import type { Slice } from './slice.ts';

/** Milliseconds for the nodes to hear of each other. */
const AGREE = 15_000;

/** https://redis.io/docs/latest/operate/oss_and_stack/reference/cluster-spec/ */
const SLOTS = 16384;

const portOf = ({ address }: Pick<Slice, 'address'>) =>
  Number(new URL(address).port);

/** What makes a cluster of those servers that are its nodes by their options. */
export function clusterOf(options: readonly (readonly string[])[]) {
  return (servers: readonly Slice[]) =>
    formCluster(servers.filter((_, at) => isInCluster(options[at] ?? [])));
}

/**
 * Makes one cluster of these servers, each a master with its share of the
 * slots, as `redis-cli --cluster create` does. Resolves when all agree.
 */
async function formCluster(nodes: readonly Slice[]): Promise<void> {
  const share = Math.ceil(SLOTS / nodes.length);
  const ports = nodes.map(portOf);
  for (const [index, port] of ports.entries()) {
    const to = Math.min(SLOTS, (index + 1) * share) - 1;
    await connected(port, async (redis) => {
      await redis.call('CLUSTER', 'SET-CONFIG-EPOCH', String(index + 1));
      const from = String(index * share);
      await redis.call('CLUSTER', 'ADDSLOTSRANGE', from, String(to));
      for (const { inside } of nodes.slice(0, index)) {
        const { host, port: client, bus } = inside!;
        const at = [host, String(client), ...(bus ? [String(bus)] : [])];
        await redis.call('CLUSTER', 'MEET', ...at);
      }
    });
  }
  await untilAllTell(ports, () => true);
  // In a container a node knows the port that it listens on there.
  if (nodes.some((node) => node.inside?.port !== portOf(node)))
    await announce(
      nodes.map(({ address }) => address),
      ports,
    );
}

/**
 * Has the nodes among these servers tell their clients that they listen on
 * other ports, those of taps. Resolves when all of them say so.
 * @throws {ServicesError} when one of them does not answer.
 */
export async function announcePorts(
  servers: readonly string[],
  announced: readonly number[],
): Promise<void> {
  try {
    await announce(servers, announced);
  } catch (error) {
    if (error instanceof ServicesError) throw error;
    // It was killed, by a console perhaps.
    throw new ServicesError(
      `A Redis of this run has ended before the run began (${messageOf(error)}). Run it again.`,
    );
  }
}

async function announce(
  servers: readonly string[],
  announced: readonly number[],
): Promise<void> {
  const nodes: number[] = [];
  const told: number[] = [];
  for (const [index, address] of servers.entries()) {
    const port = portOf({ address });
    const other = announced[index]!;
    const isNode = await connected(port, async (redis) => {
      const [, enabled] = (await redis.config('GET', 'cluster-enabled')) as [
        string,
        string,
      ];
      if (enabled !== 'yes') return false;
      await redis.config('SET', 'cluster-announce-port', String(other));
      return true;
    });
    if (!isNode) continue;
    nodes.push(port);
    told.push(other);
  }
  await untilAllTell(nodes, (said) =>
    told.every((port) => said.includes(port)),
  );
}

/** @param tells whether the ports that a node tells are the right ones */
async function untilAllTell(
  ports: readonly number[],
  tells: (ports: number[]) => boolean,
): Promise<void> {
  const end = performance.now() + AGREE;
  const left = new Set(ports);
  while (left.size > 0) {
    for (const port of left) {
      const agrees = await connected(port, async (redis) => {
        const state = String(await redis.call('CLUSTER', 'INFO'));
        const shares = (await redis.call('CLUSTER', 'SLOTS')) as Share[];
        const hosts = shares.map(([, , [host]]) => host);
        return (
          /cluster_state:ok/.test(state) &&
          hosts.length === ports.length &&
          hosts.every((host) => host === '127.0.0.1') &&
          tells(shares.map(([, , [, told]]) => Number(told)))
        );
      });
      if (agrees) left.delete(port);
    }
    if (performance.now() > end)
      throw new ServicesError('The nodes of the cluster did not agree.');
    if (left.size > 0) await sleep(20);
  }
}

/** From slot to slot, and who serves them. */
type Share = [number, number, [host: string, port: number]];
