import type { RabbitmqState } from '../../../course/server-state.ts';
import { onlyByName } from '../../state-words.ts';

/** Pixels: of a character, a row of each kind, a routing key. */
export const CHARACTER = 7.3;
export const KEY_ROW = 15;
const QUEUE_ROW = 76;
const EXCHANGE_ROW = 54;
/** What a column needs at least, for its names and for the keys beside it. */
const COLUMN = 150;
const QUEUE_WIDTH = 150;

/** The exchange that every broker has: it goes by the queue's name. */
export const DEFAULT = '';

export interface ExchangeAt {
  name: string;
  kind: string;
  x: number;
  /** Where what it sends on leaves it. */
  out: number;
  y: number;
}

export interface QueueAt {
  name: string;
  x: number;
  y: number;
  width: number;
}

export interface EdgeAt {
  from: { x: number; y: number };
  to: { x: number; y: number };
  /** Its routing keys, one above the other. */
  keys: string[];
  byName: boolean;
}

export interface BrokerLayout {
  width: number;
  height: number;
  exchanges: ExchangeAt[];
  queues: QueueAt[];
  edges: EdgeAt[];
}

interface Edge {
  source: string;
  /** With its kind: exchanges and queues may have one name. */
  target: string;
  keys: string[];
  byName: boolean;
}

/** Where everything stands: exchanges at the left, queues at the right. */
export function layBroker(state: RabbitmqState, room: number): BrokerLayout {
  const edges = edgesOf(state);
  const named = state.exchanges.map(({ name, type }) => ({ name, kind: type }));
  const all = edges.some(({ byName }) => byName)
    ? [...named, { name: DEFAULT, kind: 'direct' }]
    : named;
  const ranks = ranksOf(state);
  const columns =
    Math.max(0, ...all.map(({ name }) => ranks.get(name) ?? 0)) + 1;
  const width = Math.max(room, columns * COLUMN + QUEUE_WIDTH);
  const queueWidth = Math.max(QUEUE_WIDTH, Math.round(width * 0.38));
  const column = (width - queueWidth) / columns;

  let below = 8;
  const queues = state.queues.map(({ name }) => {
    const into = edges.filter(({ target }) => target === `queue ${name}`);
    const height = Math.max(QUEUE_ROW, rowsOf(into) * KEY_ROW + 28);
    const y = below + height / 2;
    below += height;
    return { name, x: width - queueWidth, y, width: queueWidth };
  });
  const middle = (name: string) => {
    const ys = edges
      .filter(({ source }) => source === name)
      .flatMap(
        ({ target }) =>
          queues.find((q) => `queue ${q.name}` === target)?.y ?? [],
      );
    return ys.length ? ys.reduce((a, b) => a + b, 0) / ys.length : Infinity;
  };
  const filled = new Map<number, number>();
  const exchanges = all
    .map((each) => ({ ...each, wanted: middle(each.name) }))
    .sort((a, b) => a.wanted - b.wanted || 0)
    .map(({ name, kind, wanted }) => {
      const rank = ranks.get(name) ?? 0;
      const free = (filled.get(rank) ?? 8 - EXCHANGE_ROW / 2) + EXCHANGE_ROW;
      const y = Number.isFinite(wanted) ? Math.max(wanted, free) : free;
      filled.set(rank, y);
      const x = rank * column;
      const names = all.filter((each) => (ranks.get(each.name) ?? 0) === rank);
      const out = x + Math.min(column * 0.55, widest(names) + 12);
      return { name, kind, x, out, y };
    });
  const height = Math.max(
    below,
    ...[...filled.values()].map((y) => y + EXCHANGE_ROW / 2),
  );
  return {
    width,
    height,
    exchanges,
    queues,
    edges: edges.map((edge) => placed(edge, edges, exchanges, queues)),
  };
}

/** Of each pair one edge, with all its routing keys. */
function edgesOf(state: RabbitmqState): Edge[] {
  const pairs = new Map<string, Edge>();
  for (const { source, to, destination, routingKey } of state.bindings) {
    const target = `${to} ${destination}`;
    const pair = JSON.stringify([source, target]);
    const known = pairs.get(pair);
    const keys = routingKey === '' ? [] : [routingKey];
    if (known) known.keys.push(...keys);
    else pairs.set(pair, { source, target, keys, byName: false });
  }
  const byName = onlyByName(state).map(({ name }) => ({
    source: DEFAULT,
    target: `queue ${name}`,
    keys: [name],
    byName: true,
  }));
  return [...pairs.values(), ...byName];
}

/** How many exchanges stand before each, in a chain of them. */
function ranksOf({ exchanges, bindings }: RabbitmqState): Map<string, number> {
  const ranks = new Map<string, number>(exchanges.map(({ name }) => [name, 0]));
  // As often as there are exchanges is enough, in a circle of them too.
  for (let round = 1; round < exchanges.length; round++)
    for (const { source, to, destination } of bindings)
      if (to === 'exchange' && source !== destination) {
        const before = ranks.get(source) ?? 0;
        const rank = Math.max(ranks.get(destination) ?? 0, before + 1);
        ranks.set(destination, Math.min(rank, 3));
      }
  return ranks;
}

function widest(names: { name: string; kind: string }[]): number {
  const longest = names.map(({ name, kind }) =>
    Math.max((name || 'default').length, kind.length),
  );
  return Math.max(...longest) * CHARACTER;
}

/** How many lines of text the edges into one thing take. */
function rowsOf(into: Edge[]): number {
  return into.reduce((sum, { keys }) => sum + Math.max(1, keys.length), 0);
}

function placed(
  edge: Edge,
  all: Edge[],
  exchanges: ExchangeAt[],
  queues: QueueAt[],
): EdgeAt {
  const { source, target, keys, byName } = edge;
  const from = exchanges.find(({ name }) => name === source);
  const queue = queues.find(({ name }) => `queue ${name}` === target);
  const exchange = exchanges.find(({ name }) => `exchange ${name}` === target);
  const into = all.filter((each) => each.target === target);
  const above = rowsOf(into.slice(0, into.indexOf(edge) + 1));
  const spread = (above - (rowsOf(into) + 1) / 2) * KEY_ROW;
  const end = queue ?? exchange;
  return {
    from: { x: from?.out ?? 0, y: from?.y ?? 0 },
    to: { x: (end?.x ?? 0) - 6, y: (end?.y ?? 0) + spread },
    keys,
    byName,
  };
}
