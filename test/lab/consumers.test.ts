import { expect, test } from 'vitest';
import type { RunEvent } from '../../src/course/event.ts';
import type { RabbitmqState } from '../../src/course/server-state.ts';
import { Consumers } from '../../src/lab/consumers.ts';

const lane = { pane: 'a', service: 'rabbitmq', connection: 1 } as const;

const wire = (from: 'client' | 'server', text: string): RunEvent => ({
  t: 1,
  event: 'wire',
  ...lane,
  from,
  text,
  length: 0,
  bytes: '',
});

const consumes = (queue: string, tag: string, channel = ''): RunEvent[] => [
  wire(
    'client',
    `${channel}basic.consume queue="${queue}" consumer-tag="${tag}"`,
  ),
  wire('server', `${channel}basic.consume-ok consumer-tag="${tag}"`),
];

/** How many consume from the queue `jobs` after these events. */
function after(events: RunEvent[], told = 0): number {
  const consumers = new Consumers();
  for (const event of events) consumers.saw(event);
  const queue = {
    name: 'jobs',
    type: 'classic',
    durable: true,
    exclusive: false,
    ready: 0,
    unacked: 0,
    consumers: told,
  };
  const state = consumers.in({
    service: 'rabbitmq',
    exchanges: [],
    bindings: [],
    queues: [queue],
    more: 0,
  });
  return (state as RabbitmqState).queues[0]!.consumers;
}

test('a consumer counts from when the broker has granted it', () => {
  expect(after(consumes('jobs', 'one').slice(0, 1))).toBe(0);
  expect(after(consumes('jobs', 'one'))).toBe(1);
  expect(after(consumes('other', 'one'))).toBe(0);
});

test('until it is cancelled, or its channel or connection is closed', () => {
  const two = [
    ...consumes('jobs', 'one'),
    ...consumes('jobs', 'one', 'channel 2: '),
  ];
  const ends: [RunEvent, number][] = [
    [wire('client', 'basic.cancel consumer-tag="one"'), 1],
    [wire('server', 'channel 2: basic.cancel consumer-tag="one"'), 1],
    [wire('client', 'channel.close reply-code=200'), 1],
    [
      {
        t: 2,
        event: 'connection',
        ...lane,
        state: 'closed',
        by: 'client',
        reset: false,
        skipped: 0,
      },
      0,
    ],
  ];
  expect(after(two)).toBe(2);
  for (const [end, left] of ends) expect(after([...two, end])).toBe(left);
});

test('what the broker tells beyond that counts as well', () => {
  expect(after(consumes('jobs', 'one'), 3)).toBe(3);
});
