import type {
  ConnectionEvent,
  RunEvent,
  WireEvent,
} from '../../../course/event.ts';
import { svg } from './svg.ts';
import { shortly } from './event-words.ts';

/** Characters of a message that have room on its arrow. */
const ROOM = 17;

/** From a line to the words beside it. */
const MARGIN = 12;

/**
 * A message: an arrow from one line to the other, its words by the server.
 * One that is lost gets half way.
 */
export function arrow(
  x: number,
  pane: number,
  server: number,
  { from, text, lost }: Pick<WireEvent, 'from' | 'text' | 'lost'>,
): SVGGElement {
  const down = from === 'client' ? server > pane : pane > server;
  const [start, tip] = from === 'client' ? [pane, server] : [server, pane];
  const [way, near] = down ? [1, 5] : [-1, -5];
  const words = server > pane ? server - MARGIN : server + MARGIN;
  const middle = (start + tip) / 2;
  const head = svg('path', {
    class: 'head',
    d: `M${x} ${tip - near}l-3.5 ${-way * 7}h7z`,
  });
  return svg(
    'g',
    { class: `message from-${from}${lost ? ' wrong' : ''}` },
    svg('path', {
      class: 'shaft',
      d: `M${x} ${start + near}V${lost ? middle : tip - way * 9}`,
    }),
    lost ? cross(x, middle) : head,
    svg(
      'text',
      {
        transform: `translate(${x - 5} ${words}) rotate(-90)`,
        'text-anchor': server > pane ? 'start' : 'end',
      },
      shortly(text, ROOM),
    ),
  );
}

/** A connection: made, or ended, in order or not. */
export function connection(
  x: number,
  pane: number,
  server: number,
  event: ConnectionEvent,
): SVGGElement {
  const broken = event.state === 'closed' && event.reset;
  const mark = broken
    ? cross(x, server)
    : svg('circle', { cx: x, cy: server, r: 3.5, class: event.state });
  return svg(
    'g',
    { class: `connection${broken ? ' wrong' : ''}` },
    svg('path', { class: 'dots', d: `M${x} ${pane}V${server}` }),
    mark,
  );
}

function cross(x: number, y: number): SVGPathElement {
  return svg('path', {
    class: 'cross',
    d: `M${x - 4} ${y - 4}l8 8m0-8l-8 8`,
  });
}

/** What was written: a flag on the program's line, away from the servers. */
export function flag(
  x: number,
  y: number,
  up: boolean,
  stream: 'stdout' | 'stderr',
): SVGGElement {
  const way = up ? -1 : 1;
  const top = y + way * 16;
  const shape =
    stream === 'stdout'
      ? svg('path', { d: `M${x} ${top}h9v${-way * 7}h-9z` })
      : svg('path', { d: `M${x} ${top}l10 ${-way * 4}l-10 ${-way * 4}z` });
  return svg(
    'g',
    { class: `flag ${stream}` },
    svg('path', { class: 'stem', d: `M${x} ${y}V${top}` }),
    shape,
  );
}

/** How a program ended: a stroke; a cross and its words where that is unusual. */
export function end(
  x: number,
  y: number,
  { code, signal }: { code: number | null; signal: string | null },
): SVGGElement {
  if (code === 0)
    return svg('g', { class: 'end' }, svg('path', { d: `M${x} ${y - 7}v14` }));
  const said = signal ?? (code === null ? '' : `exit ${code}`);
  return svg(
    'g',
    { class: 'end wrong' },
    cross(x, y),
    svg('text', { x: x + 10, y: y + 3.5 }, said),
  );
}

/** A fault: a line through everything, and its name at its foot. */
export function fault(
  x: number,
  height: number,
  event: Extract<RunEvent, { event: 'fault' }>,
): SVGGElement {
  const said =
    event.fault === 'delay' ? `${event.milliseconds} ms` : event.fault;
  return svg(
    'g',
    { class: 'fault wrong' },
    svg('path', { d: `M${x} 40V${height - 18}` }),
    svg('text', { x, y: height - 6, 'text-anchor': 'middle' }, said),
  );
}

/** What a server holds was asked for: a diamond on its line. */
export function look(x: number, y: number): SVGGElement {
  return svg(
    'g',
    { class: 'look' },
    svg('path', { d: `M${x} ${y - 4.5}l4.5 4.5l-4.5 4.5l-4.5 -4.5z` }),
  );
}
