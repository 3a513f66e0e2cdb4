import type { Page } from 'playwright-core';
import type { RunEvent } from '../../src/course/event.ts';
import type { Queue, ServerState } from '../../src/course/server-state.ts';

const queue = (name: string, more: Partial<Queue> = {}): Queue => ({
  name,
  type: 'classic',
  durable: true,
  exclusive: false,
  ready: 0,
  unacked: 0,
  consumers: 0,
  ...more,
});

/** A broker with these queues, bound in all the ways that there are. */
export const broker = (...queues: Queue[]): ServerState => ({
  service: 'rabbitmq',
  exchanges: [
    { name: 'all', type: 'fanout', durable: true },
    { name: 'news', type: 'topic', durable: true },
    { name: 'unbound', type: 'direct', durable: false },
  ],
  bindings: [
    { source: 'all', destination: 'news', to: 'exchange', routingKey: '' },
    { source: 'all', destination: 'log', to: 'queue', routingKey: '' },
    { source: 'news', destination: 'log', to: 'queue', routingKey: 'error.#' },
    { source: 'news', destination: 'log', to: 'queue', routingKey: 'warn.#' },
    {
      source: 'news',
      destination: 'sport',
      to: 'queue',
      routingKey: 'sport.europe.*.a-very-long-routing-key',
    },
  ],
  queues,
  more: 0,
});

export const early = broker(
  queue('jobs', { ready: 5 }),
  queue('log'),
  queue('sport', { durable: false, exclusive: true }),
);

export const late = broker(
  queue('jobs', { ready: 2, unacked: 3, consumers: 1 }),
  queue('log', { type: 'quorum', ready: 1 }),
  queue('sport', { durable: false, exclusive: true, consumers: 2 }),
);

export const others: ServerState[] = [
  { service: 'memcached', items: [], more: 0 },
  {
    service: 'redis',
    keys: [
      {
        database: 0,
        key: 'cart',
        type: 'hash',
        seconds: 1800,
        value: 'apples: "3", pears: "<b>2</b>"',
      },
      { database: 0, key: 'visits', type: 'string', value: '"7"' },
      {
        database: 2,
        key: 'page:/a/very/long/path/that/does/not/end',
        type: 'string',
        value: `"${'x'.repeat(199)}…`,
      },
    ],
    more: 4,
  },
  {
    service: 'postgres',
    tables: [
      {
        name: 'book',
        columns: ['id', 'title', 'price', 'published_at', 'author_id'],
        rows: [
          ['1', 'Dune', '12.50', '1965-08-01 00:00:00+00', '1'],
          ['2', 'Emma', 'NULL', '1815-12-23 00:00:00+00', '2'],
        ],
        count: 30,
      },
      { name: 'tag', columns: ['id'], rows: [], count: 0 },
    ],
    more: 0,
  },
];

export const states: RunEvent[] = [
  { t: 10, event: 'state', state: early },
  { t: 20, event: 'stdout', pane: 'speaker', text: 'half\n' },
  { t: 30, event: 'state', state: late },
  ...others.map((state) => ({ t: 40, event: 'state' as const, state })),
];

/** The recording of the fixture's example, with these events in it. */
export async function replayStates(
  page: Page,
  events: RunEvent[] = states,
  left: object[] = [
    { service: 'rabbitmq', what: 'queue', count: 1, names: ['jobs'] },
  ],
) {
  const all = [
    {
      t: 0,
      event: 'start',
      example: 'redis/greeting',
      panes: ['speaker'],
      verified: {},
    },
    ...events,
    { t: 50, event: 'end', outcome: 'finished', left },
  ];
  await page.route('**/recordings/**', (route) =>
    route.fulfill({ body: all.map((each) => JSON.stringify(each)).join('\n') }),
  );
}
