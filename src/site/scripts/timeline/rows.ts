import type { RunEvent } from '../../../course/event.ts';
import type { Service } from '../../../course/service-name.ts';

/** Whose line it is: a program's or a server's. */
export type Row = { pane: string } | { service: Service };

/**
 * The rows of a run from the top: who sends, the servers, who is sent to. A
 * program is sent to when a server sends it what it did not ask for just then
 * (a delivery, a message of a channel). Where nobody is, programs come first.
 */
export function rowsOf(events: readonly RunEvent[]): Row[] {
  const panes = new Set<string>();
  const services = new Set<Service>();
  const consumers = new Set<string>();
  for (const event of events) {
    if (event.event === 'start' && 'pane' in event) panes.add(event.pane);
    if (event.event === 'connection' || event.event === 'wire') {
      panes.add(event.pane);
      services.add(event.service);
    }
    if (event.event === 'wire' && isPushed(event)) consumers.add(event.pane);
    if (event.event === 'state') services.add(event.state.service);
  }
  const above = [...panes].filter((pane) => !consumers.has(pane));
  return [
    ...above.map((pane) => ({ pane })),
    ...[...services].map((service) => ({ service })),
    ...[...panes]
      .filter((pane) => consumers.has(pane))
      .map((pane) => ({ pane })),
  ];
}

function isPushed(event: Extract<RunEvent, { event: 'wire' }>): boolean {
  return event.from === 'server' && !event.setup && event.trip === undefined;
}

/** Where the rows stand, in pixels from the top. */
export interface Heights {
  at: number[];
  /** Of the whole picture. */
  all: number;
}

/** Above the first row: the axis with its times, and the lengths of cuts. */
export const HEAD = 54;

/** Between a server and its neighbour there are words on the arrows. */
const WORDS = 122;

const APART = 40;
const FOOT = 28;

export function heightsOf(rows: readonly Row[]): Heights {
  const at: number[] = [];
  let y = HEAD;
  rows.forEach((_row, index) => {
    if (index > 0) y += gapBefore(rows, index);
    at.push(y);
  });
  return { at, all: y + FOOT };
}

function gapBefore(rows: readonly Row[], index: number): number {
  const isPane = (row: Row) => 'pane' in row;
  const fromAbove = !isPane(rows[index]!) && rows.slice(0, index).some(isPane);
  const fromBelow = !isPane(rows[index - 1]!) && rows.slice(index).some(isPane);
  return fromAbove || fromBelow ? WORDS : APART;
}
