import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RunEvent } from '../../src/course/event.ts';
import {
  CUT,
  LONGEST_GAP,
  nearest,
  placeAfter,
  STEP,
  type Place,
} from '../../src/site/scripts/timeline/axis.ts';
import { shortly } from '../../src/site/scripts/timeline/event-words.ts';
import { pauseBefore } from '../../src/site/scripts/timeline/player.ts';
import { heightsOf, rowsOf } from '../../src/site/scripts/timeline/rows.ts';
import { stepAt, stepsOf } from '../../src/site/scripts/timeline/steps.ts';

function placesOf(times: number[]): Place[] {
  const places: Place[] = [];
  for (const t of times) places.push(placeAfter(places.at(-1), t));
  return places;
}

const times = fc
  .array(fc.integer({ min: 0, max: 5000 }))
  .map((all) => all.map((t) => t / 10).sort((a, b) => a - b));

describe('the axis', () => {
  test('gives each event room of its own, in the order of the run', () => {
    fc.assert(
      fc.property(times, (all) => {
        const places = placesOf(all);
        places.slice(1).forEach((place, index) => {
          const room = place.x - places[index]!.x;
          expect(room).toBeGreaterThanOrEqual(STEP);
          expect(room).toBeLessThanOrEqual(CUT);
        });
      }),
    );
  });

  test('cuts pauses that are long, and says how long they were', () => {
    const [, near, far] = placesOf([0, LONGEST_GAP, LONGEST_GAP + 20.5]);
    expect(near).not.toHaveProperty('cut');
    expect(far).toMatchObject({ cut: 20.5, x: near!.x + CUT });
  });

  test('draws an event no earlier than those that came before it', () => {
    // Output is timed in whole milliseconds, the wire in tenths.
    const [first, second] = placesOf([495, 494.7]);
    expect(second!.x).toBe(first!.x + STEP);
  });

  test('knows which event is nearest to a place', () => {
    fc.assert(
      fc.property(times, fc.integer({ min: -50, max: 3000 }), (all, x) => {
        const places = placesOf(all);
        const away = places.map((place) => Math.abs(place.x - x));
        const found = nearest(places, x);
        if (places.length === 0) expect(found).toBe(-1);
        else expect(away[found]).toBe(Math.min(...away));
      }),
    );
  });
});

const wire = (pane: string, service: string, from: string, trip?: number) =>
  ({
    t: 1,
    event: 'wire',
    pane,
    service,
    connection: 1,
    from,
    text: 'text',
    length: 4,
    bytes: '',
    ...(trip && { trip }),
  }) as RunEvent;

describe('the rows', () => {
  test('have who sends on top, then the servers, then who is sent to', () => {
    expect(
      rowsOf([
        { t: 0, event: 'start', pane: 'worker' },
        { t: 0, event: 'start', pane: 'producer' },
        wire('worker', 'rabbitmq', 'client', 1),
        wire('worker', 'rabbitmq', 'server', 1),
        wire('producer', 'rabbitmq', 'client', 1),
        wire('worker', 'rabbitmq', 'server'),
      ]),
    ).toEqual([
      { pane: 'producer' },
      { service: 'rabbitmq' },
      { pane: 'worker' },
    ]);
  });

  test('have the programs first where nobody is sent to', () => {
    expect(
      rowsOf([
        { t: 0, event: 'start', pane: 'a' },
        wire('a', 'redis', 'client', 1),
        { t: 2, event: 'start', pane: 'b' },
        wire('b', 'postgres', 'client', 1),
      ]),
    ).toEqual([
      { pane: 'a' },
      { pane: 'b' },
      { service: 'redis' },
      { service: 'postgres' },
    ]);
  });

  test('are furthest apart where words stand on the arrows', () => {
    const { at } = heightsOf([
      { pane: 'a' },
      { pane: 'b' },
      { service: 'redis' },
      { pane: 'c' },
      { pane: 'd' },
    ]);
    const gaps = at.slice(1).map((y, index) => y - at[index]!);
    expect(gaps[1]).toBe(gaps[2]);
    expect(gaps[0]).toBe(gaps[3]);
    expect(gaps[1]).toBeGreaterThan(2 * gaps[0]!);
  });
});

test('what opens a connection and the ends of the run are no steps', () => {
  const setup = { ...wire('a', 'redis', 'client'), setup: true } as RunEvent;
  const events: RunEvent[] = [
    { t: 0, event: 'start', example: 'x', panes: ['a'], verified: {} },
    { t: 1, event: 'start', pane: 'a' },
    setup,
    wire('a', 'redis', 'client', 1),
    { t: 9, event: 'end', pane: 'a', code: 0, signal: null },
    { t: 9, event: 'end', outcome: 'finished', left: [] },
  ];
  const steps = stepsOf(events);
  expect(steps).toEqual([1, 3, 4]);
  expect([0, 1, 2, 3, 4, 5].map((each) => stepAt(steps, each))).toEqual([
    -1, 0, 0, 1, 2, 2,
  ]);
});

test('a burst is played no faster than one sees, a pause no longer than a second', () => {
  expect([0, 0.3, 400, 9000].map(pauseBefore)).toEqual([100, 100, 400, 1000]);
});

test('an arrow has as many whole words as fit', () => {
  expect(shortly('basic.ack tag=3 multiple=true', 17)).toBe('basic.ack tag=3');
  expect(shortly('connection.close-ok', 17)).toBe('connection.close…');
});
