import type { Queue, RabbitmqState } from '../../../course/server-state.ts';
import { counted } from '../../state-words.ts';
import { svg } from '../timeline/svg.ts';
import {
  CHARACTER,
  DEFAULT,
  KEY_ROW,
  layBroker,
  type EdgeAt,
  type ExchangeAt,
  type QueueAt,
} from './broker-layout.ts';

/** Messages of a queue that are drawn one by one; more are a bar. */
const SINGLE = 12;
/** Half of a queue's height. */
const HALF = 9;

/** RabbitMQ as it is: exchanges, bindings, queues with their messages. */
export function brokerPicture(state: RabbitmqState, room: number) {
  const { width, height, exchanges, queues, edges } = layBroker(state, room);
  const most = Math.max(
    1,
    ...state.queues.map(({ ready, unacked }) => ready + unacked),
  );
  const picture = svg(
    'svg',
    { width, height, viewBox: `0 0 ${width} ${height}`, 'aria-hidden': 'true' },
    ...edges.map(edgePicture),
    ...exchanges.map(exchangePicture),
    ...queues.map((at, index) => queuePicture(at, state.queues[index]!, most)),
  );
  return picture;
}

/** Text that is cut to its room, and whole where the pointer rests on it. */
function words(
  text: string,
  attributes: Record<string, string | number>,
  room: number,
) {
  const most = Math.max(2, Math.floor(room / CHARACTER));
  const shown = text.length > most ? `${text.slice(0, most - 1)}…` : text;
  const node = svg('text', attributes, shown);
  if (shown !== text) node.append(svg('title', {}, text));
  return node;
}

function exchangePicture({ name, kind, x, out, y }: ExchangeAt) {
  const room = out - x - 8;
  const own = name === DEFAULT;
  return svg(
    'g',
    { class: own ? 'exchange own' : 'exchange' },
    words(own ? 'default' : name, { class: 'name', x, y: y - 2 }, room),
    words(kind, { class: 'kind', x, y: y + 14 }, room),
    svg('circle', { cx: out, cy: y, r: 4 }),
  );
}

function edgePicture({ from, to, keys, byName }: EdgeAt) {
  const start = from.x + 4;
  const bend = start + (to.x - start) * 0.4;
  const middle = (start + bend) / 2;
  return svg(
    'g',
    { class: byName ? 'edge by-name' : 'edge' },
    svg('path', {
      class: 'line',
      d: `M${start} ${from.y}C${middle} ${from.y} ${middle} ${to.y} ${bend} ${to.y}H${to.x}`,
    }),
    svg('path', { d: `M${to.x - 7} ${to.y - 4}l7 4-7 4` }),
    ...keys.map((key, index) => {
      const y = to.y - 4 - (keys.length - 1 - index) * KEY_ROW;
      const at = { class: 'key', x: to.x - 10, y, 'text-anchor': 'end' };
      return words(key, at, to.x - start - 20);
    }),
  );
}

/** A lane: messages that wait come from the left, unacked ones are at its end. */
function queuePicture({ x, y, width }: QueueAt, queue: Queue, most: number) {
  const { name, ready, unacked, consumers } = queue;
  const end = x + width;
  const group = svg('g', { class: 'queue' });
  group.append(
    words(name, { class: 'name', x, y: y - HALF - 7 }, width),
    svg('path', {
      class: 'lane',
      d: `M${x} ${y - HALF}H${end}M${x} ${y + HALF}H${end}`,
    }),
    words(
      `${ready} ready, ${unacked} unacked`,
      { class: 'fill', x, y: y + HALF + 16 },
      width,
    ),
  );
  if (consumers > 0)
    group.append(
      svg(
        'text',
        { class: 'kind', x: end, y: y - HALF - 7, 'text-anchor': 'end' },
        `${counted(consumers, 'consumer')} →`,
      ),
    );
  group.append(...messages({ x, y, width, ready, unacked, most }));
  return group;
}

function messages(at: {
  x: number;
  y: number;
  width: number;
  ready: number;
  unacked: number;
  most: number;
}): SVGElement[] {
  const { x, y, width, ready, unacked, most } = at;
  const end = x + width - 3;
  const piece = (kind: string, left: number, wide: number) =>
    svg('rect', {
      class: kind,
      x: left,
      y: y - HALF + 4,
      width: Math.max(1, wide),
      height: 2 * HALF - 8,
    });
  if (most <= SINGLE) {
    const step = Math.min(16, (width - 6) / SINGLE);
    return Array.from({ length: ready + unacked }, (_, index) =>
      piece(
        index < unacked ? 'unacked' : 'ready',
        end - (index + 1) * step + 2,
        step - 4,
      ),
    );
  }
  const scale = (width - 6) / most;
  const held = unacked * scale;
  return [
    ...(unacked ? [piece('unacked', end - held, held - 1)] : []),
    ...(ready
      ? [piece('ready', end - held - ready * scale, ready * scale)]
      : []),
  ];
}
