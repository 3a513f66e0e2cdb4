import type { RunEvent } from '../../../course/event.ts';
import type { LaneOfRun } from '../../../course/lanes.ts';
import { CUT, placeAfter, STEP, type Place } from './axis.ts';
import { sayEvent } from './event-words.ts';
import { namesOf } from './names.ts';
import * as marks from './marks.ts';
import { HEAD, heightsOf, type Heights, type Row } from './rows.ts';
import { svg } from './svg.ts';

/** Between two times that are written on the axis, in pixels. */
const TIMES_APART = 72;

/** A drawing of a run, to which its next events can be added. */
export interface Picture {
  names: HTMLElement;
  drawing: SVGSVGElement;
  rows: Row[];
  heights: Heights;
  /** Of each step: where it is, and what was drawn. */
  places: Place[];
  drawn: SVGGElement[];
  /** Of each pane: the bar from its start to its end. */
  bars: Map<string, { bar: SVGRectElement; from: number; ended: boolean }>;
  layers: Record<Layer, SVGGElement>;
  /** Where the last time was written. */
  lastTime: number;
}

type Layer = 'cuts' | 'now' | 'lines' | 'bars' | 'events' | 'times';

export function emptyPicture(rows: Row[]): Picture {
  const heights = heightsOf(rows);
  const layers = {
    cuts: svg('g', { class: 'cuts' }),
    now: svg('g'),
    lines: svg('g', { class: 'lines' }),
    bars: svg('g', { class: 'bars' }),
    events: svg('g'),
    times: svg('g', { class: 'times' }),
  };
  const drawing = svg(
    'svg',
    { role: 'img', height: heights.all },
    ...Object.values(layers),
  );
  rows.forEach((row, index) =>
    layers.lines.append(
      svg('line', {
        class: 'pane' in row ? 'pane' : 'service',
        x1: 0,
        y1: heights.at[index]!,
        y2: heights.at[index]!,
      }),
    ),
  );
  layers.lines.append(svg('line', { class: 'axis', y1: 24, y2: 24 }));
  const common = { rows, heights, layers, drawing };
  return {
    ...common,
    names: namesOf(rows, heights),
    places: [],
    drawn: [],
    bars: new Map(),
    lastTime: -TIMES_APART,
  };
}

/** Draws the next step of a run. */
export function addStep(
  picture: Picture,
  event: RunEvent,
  lanes: readonly LaneOfRun[],
) {
  const place = placeAfter(picture.places.at(-1), event.t);
  picture.places.push(place);
  if (place.cut !== undefined) drawCut(picture, place, place.cut);
  if (place.cut !== undefined || place.x - picture.lastTime >= TIMES_APART)
    drawTime(picture, place);
  const mark = markOf(picture, event, place.x) ?? svg('g');
  mark.prepend(svg('title', {}, sayEvent(event, lanes)));
  picture.drawn.push(mark);
  picture.layers.events.append(mark);
}

function drawCut({ layers, heights }: Picture, { x }: Place, cut: number) {
  // As wide as the pause is without the room of its two events.
  const left = x - CUT + 8;
  const width = CUT - 8 - STEP;
  const middle = left + width / 2;
  layers.cuts.append(
    svg('rect', { x: left, y: 24, width, height: heights.all - 24 }),
    svg('path', { d: `M${middle - 5} 29l4-10m2 10l4-10` }),
    svg(
      'text',
      { x: middle, y: 42, 'text-anchor': 'middle' },
      `${Math.round(cut)} ms`,
    ),
  );
}

function drawTime(picture: Picture, { x, t }: Place) {
  picture.lastTime = x;
  picture.layers.times.append(
    svg('path', { d: `M${x} 24v5` }),
    svg(
      'text',
      { x, y: 16, 'text-anchor': 'middle' },
      String(Math.round(t * 10) / 10),
    ),
  );
}

function markOf(picture: Picture, event: RunEvent, x: number) {
  const { heights, rows } = picture;
  const heightOf = (name: string) =>
    heights.at[
      rows.findIndex((row) =>
        'pane' in row ? row.pane === name : row.service === name,
      )
    ] ?? HEAD;
  switch (event.event) {
    case 'wire':
      return marks.arrow(
        x,
        heightOf(event.pane),
        heightOf(event.service),
        event,
      );
    case 'connection':
      return marks.connection(
        x,
        heightOf(event.pane),
        heightOf(event.service),
        event,
      );
    case 'stdout':
    case 'stderr': {
      const y = heightOf(event.pane);
      const firstServer = rows.findIndex((row) => 'service' in row);
      const up = firstServer < 0 || y < heights.at[firstServer]!;
      return marks.flag(x, y, up, event.event);
    }
    case 'start':
      if ('pane' in event)
        drawBar(picture, event.pane, x, heightOf(event.pane));
      return undefined;
    case 'end': {
      if (!('pane' in event)) return undefined;
      endBar(picture, event.pane, x);
      return marks.end(x, heightOf(event.pane), event);
    }
    case 'fault':
      return marks.fault(x, heights.all, event);
    case 'state':
      return marks.look(x, heightOf(event.state.service));
    default:
      return undefined;
  }
}

function drawBar(
  { layers, bars }: Picture,
  pane: string,
  x: number,
  y: number,
) {
  const bar = svg('rect', { x, y: y - 4, height: 8, rx: 2, width: 0 });
  layers.bars.append(bar);
  bars.set(pane, { bar, from: x, ended: false });
}

function endBar({ bars }: Picture, pane: string, x: number) {
  const known = bars.get(pane);
  if (!known) return;
  known.bar.setAttribute('width', String(x - known.from));
  known.ended = true;
}

/** Makes the drawing as wide as what is in it. */
export function fit({ drawing, layers, bars, places }: Picture) {
  const last = places.at(-1)?.x ?? 0;
  const width = last + 72;
  drawing.setAttribute('width', String(width));
  for (const line of layers.lines.children)
    line.setAttribute('x2', String(width));
  for (const { bar, from, ended } of bars.values())
    if (!ended) bar.setAttribute('width', String(last + STEP / 2 - from));
}
