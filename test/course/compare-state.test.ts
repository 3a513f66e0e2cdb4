import { expect, test } from 'vitest';
import { compare, describeDifference } from '../../src/course/compare.ts';
import type { RunEvent } from '../../src/course/event.ts';
import type { RedisKey, ServerState } from '../../src/course/server-state.ts';

const at = (t: number, state: ServerState): RunEvent => ({
  t,
  event: 'state',
  state,
});

/** Differences between two runs, as sentences. */
function between(
  before: RunEvent[],
  now: RunEvent[],
  aliases: Record<string, string> = {},
) {
  const recording = { example: 'redis/a', source: '', verified: {}, panes: [] };
  return compare({ ...recording, events: before }, now, aliases).map(
    describeDifference,
  );
}

const redis = (...keys: Partial<RedisKey>[]): ServerState => ({
  service: 'redis',
  keys: keys.map((each) => ({
    database: 0,
    key: 'k',
    type: 'string',
    value: '"1"',
    ...each,
  })),
  more: 0,
});

const rabbitmq = (name: string, ready: number): ServerState => ({
  service: 'rabbitmq',
  exchanges: [],
  bindings: [],
  queues: [
    {
      name,
      type: 'classic',
      durable: true,
      exclusive: false,
      ready,
      unacked: 0,
      consumers: 0,
    },
  ],
  more: 0,
});

test('of each server the last state counts, and not what led to it', () => {
  const before = [
    at(1, rabbitmq('jobs', 1)),
    at(2, rabbitmq('jobs', 0)),
    at(3, redis({})),
  ];
  const now = [
    at(9, redis({})),
    at(10, rabbitmq('jobs', 3)),
    at(11, rabbitmq('jobs', 2)),
    at(12, rabbitmq('jobs', 0)),
  ];
  expect(between(before, now)).toEqual([]);
});

test('a value, a type, a key and a count that differ are told', () => {
  const before = [at(1, redis({}, { key: 'cart', type: 'hash', value: '' }))];
  const now = [at(1, redis({ value: '"2"' }))];
  expect(between(before, now)).toEqual([
    'the run, state of redis, line 1: recorded was "db 0: cart (hash) ", this run gave "db 0: k (string) \\"2\\"".',
    'the run, state of redis, line 2: recorded was "db 0: k (string) \\"1\\"", this run gave nothing.',
  ]);
  expect(
    between([at(1, rabbitmq('jobs', 0))], [at(1, rabbitmq('jobs', 1))]),
  ).toHaveLength(1);
});

test('that a key expires counts, and not when', () => {
  const soon = [at(1, redis({ seconds: 59 }))];
  expect(between(soon, [at(1, redis({ seconds: 60 }))])).toEqual([]);
  expect(between(soon, [at(1, redis({}))])).toHaveLength(1);
});

test('a number for CAS does not count', () => {
  const memcached = (cas: string, flags = 0): RunEvent[] => [
    at(1, {
      service: 'memcached',
      items: [{ key: 'k', flags, cas, length: 1, value: '"1"' }],
      more: 0,
    }),
  ];
  expect(between(memcached('1'), memcached('2'))).toEqual([]);
  expect(between(memcached('1'), memcached('1', 4))).toHaveLength(1);
});

test('a row that differs is told, with its table', () => {
  const table = (...rows: string[][]): RunEvent[] => [
    at(1, {
      service: 'postgres',
      tables: [{ name: 'book', columns: ['id'], rows, count: rows.length }],
      more: 0,
    }),
  ];
  expect(between(table(['1']), table(['2']))).toEqual([
    'the run, state of postgres, line 1: recorded was "book, row 1: 1", this run gave "book, row 1: 2".',
  ]);
});

test('names of the lease and of the broker’s choice do not count', () => {
  const before = [at(1, rabbitmq('amq.gen-JzTY20BRgKO', 0))];
  expect(between(before, [at(1, rabbitmq('amq.gen-9dN2', 0))])).toEqual([]);
  const named = [at(1, rabbitmq('course.jobs', 0))];
  const now = [at(1, rabbitmq('lease_7.jobs', 0))];
  expect(between(named, now, { lease_7: 'course' })).toEqual([]);
});
