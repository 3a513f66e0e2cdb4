import { expect, test } from 'vitest';
import { compare, describeDifference } from '../../src/course/compare.ts';
import type { RunEvent, WireEvent } from '../../src/course/event.ts';
import { lanesOf } from '../../src/course/lanes.ts';

/** Events of a lane, from lines such as `1> GET k` and ` < message m`. */
function lane(
  service: WireEvent['service'],
  lines: string[],
  more: { connection?: number; skipped?: number; source?: number } = {},
): RunEvent[] {
  const { connection = 1, skipped = 0, source } = more;
  const place = { pane: 'a', service, connection };
  const messages = lines.map((line): RunEvent => {
    const [, trip, arrow, text = ''] = /^(\d+| )([<>]) (.*)$/.exec(line)!;
    return {
      t: 1,
      event: 'wire',
      ...place,
      from: arrow === '>' ? 'client' : 'server',
      text: text.replace(/^\((.*)\)$/, '$1'),
      ...(/^\(.*\)$/.test(text) ? { setup: true as const } : {}),
      ...(trip === ' ' ? {} : { trip: Number(trip) }),
      length: 3,
      bytes: '',
      ...(source ? { source: { file: 'x.ts', line: source } } : {}),
    };
  });
  return [
    { t: 0, event: 'connection', ...place, state: 'open' },
    ...messages,
    {
      t: 2,
      event: 'connection',
      ...place,
      state: 'closed',
      by: 'client',
      reset: false,
      skipped,
    },
  ];
}

const end: RunEvent = { t: 9, event: 'end', pane: 'a', code: 0, signal: null };

function differences(before: RunEvent[], now: RunEvent[], aliases = {}) {
  const recording = {
    example: 'redis/a',
    source: '',
    verified: {},
    panes: ['a'],
    events: [...before, end],
  };
  return compare(recording, [...now, end], aliases).map(describeDifference);
}

test('a command, an answer and a connection that changed are found', () => {
  const was = lane('redis', ['1> GET k', '1< "v"']);
  expect(differences(was, was)).toEqual([]);
  expect(differences(was, lane('redis', ['1> GET q', '1< "w"']))).toEqual([
    'a, wire of redis 1, from the client, line 1: recorded was "GET k", this run gave "GET q".',
    'a, wire of redis 1, from the server, line 1: recorded was "\\"v\\"", this run gave "\\"w\\"".',
  ]);
  expect(
    differences(was, [...was, ...lane('redis', [], { connection: 2 })]),
  ).toEqual([
    'a, wire of connections, line 2: recorded was nothing, this run gave "redis 2".',
  ]);
});

test('how the two sides interleave does not matter', () => {
  const was = lane('redis', ['1> GET a', '1> GET b', '1< "1"', '1< "2"']);
  const now = lane('redis', ['1> GET a', '1< "1"', '2> GET b', '2< "2"']);
  expect(differences(was, now)).toEqual([]);
});

test('the set-up does not matter', () => {
  const was = lane('redis', [' > (HELLO 3)', ' < ({id: 4})', '1> PING']);
  const now = lane('redis', [' > (AUTH)', '1> PING']);
  expect(differences(was, now)).toEqual([]);
});

test('where a push comes between the answers does not matter, its text does', () => {
  const was = lane('redis', ['1> PING', ' < message m "1"', '1< PONG']);
  const now = lane('redis', ['1> PING', '1< PONG', ' < message m "1"']);
  expect(differences(was, now)).toEqual([]);
  const other = lane('redis', ['1> PING', '1< PONG', ' < message m "2"']);
  expect(differences(was, other)).toHaveLength(1);
});

test('the line that a message comes from is checked', () => {
  const was = lane('redis', ['1> PING'], { source: 3 });
  expect(differences(was, lane('redis', ['1> PING'], { source: 4 }))).toEqual([
    'a, wire of redis 1, from the client, line 1: recorded was "PING (x.ts:3)", this run gave "PING (x.ts:4)".',
  ]);
});

test('a line that only one run knows is a difference', () => {
  const known = lane('redis', ['1> PING'], { source: 3 });
  const unknown = lane('redis', ['1> PING']);
  expect(differences(known, known)).toEqual([]);
  expect(differences(known, unknown)).toHaveLength(1);
  expect(differences(unknown, known)).toHaveLength(1);
  expect(differences(known, lane('redis', ['1> QUIT']))).toHaveLength(1);
});

test('names of the lease and of the broker are renamed', () => {
  const was = lane('rabbitmq', [
    '1> queue.bind queue="amq.gen-A" vhost=course',
  ]);
  const now = lane('rabbitmq', ['1> queue.bind queue="amq.gen-B" vhost=l7']);
  expect(differences(was, now, { l7: 'course' })).toEqual([]);
});

test('of publisher confirms the highest tag counts', () => {
  const was = lane('rabbitmq', [
    '1< basic.ack tag=1 multiple=false',
    '1< basic.ack tag=3 multiple=true',
  ]);
  const now = lane('rabbitmq', ['1< basic.ack tag=3 multiple=true']);
  expect(differences(was, now)).toEqual([]);
  const fewer = lane('rabbitmq', ['1< basic.ack tag=2 multiple=true']);
  expect(differences(was, fewer)).toHaveLength(1);
});

test('channels of RabbitMQ are compared by themselves, heartbeats not at all', () => {
  const was = lane('rabbitmq', [
    ' > basic.ack tag=1 multiple=false',
    ' > channel 2: basic.ack tag=1 multiple=false',
    '1> connection.close',
  ]);
  const now = lane('rabbitmq', [
    '1> connection.close',
    ' < heartbeat',
    ' > channel 2: basic.ack tag=1 multiple=false',
    ' > basic.ack tag=1 multiple=false',
  ]);
  expect(differences(was, now)).toEqual([]);
});

test('which right is missing says RabbitMQ 4, and RabbitMQ 3 does not', () => {
  const run = (words: string) =>
    lane('rabbitmq', [
      '1> basic.get queue="packing"',
      `1< channel.close reply-code=403 reply-text="ACCESS_REFUSED - ${words} to queue 'packing'"`,
    ]);
  const was = run('access');
  expect(differences(was, run('read access'))).toEqual([]);
  expect(differences(was, run('no access'))).toHaveLength(1);
});

test('what tells of the server or of the moment is asked, its answer is not compared', () => {
  const was = lane('redis', ['1> INFO memory', '1< "used: 1"', '2> GET k']);
  const now = lane('redis', ['1> INFO memory', '1< "used: 2"', '2> GET k']);
  expect(differences(was, now)).toEqual([]);
});

test('how often such a question is asked in a row is chance', () => {
  const ask = (trip: number) => [
    `${trip}> INFO persistence`,
    `${trip}< "saving: ${trip}"`,
  ];
  const was = lane('redis', [...ask(1), '9> GET k', '9< (nil)']);
  const now = lane('redis', [...ask(1), ...ask(2), '9> GET k', '9< (nil)']);
  expect(differences(was, now)).toEqual([]);
  const other = lane('redis', [...ask(1), '2> INFO memory', '2< "used: 1"']);
  expect(differences(lane('redis', ask(1)), other)).not.toEqual([]);
  const twice = lane('redis', [...ask(1), '8> GET k', '9> GET k', '9< (nil)']);
  expect(differences(was, twice)).toHaveLength(1);
});

test('such an answer may have more lines on another server, and must come', () => {
  const asked = ['1> stats settings', '1< STAT maxbytes 64', '1< END'];
  const was = lane('memcached', asked);
  const now = lane('memcached', [
    ...asked.slice(0, 2),
    '1< STAT new 1',
    '1< END',
  ]);
  expect(differences(was, now)).toEqual([]);
  expect(differences(was, lane('memcached', asked.slice(0, 1)))).toHaveLength(
    1,
  );
});

test('whom a memcached has no connection for is chance', () => {
  const was = lane('memcached', ['1> get tea', '1< END']);
  const full = ' < ERROR Too many open connections';
  expect(
    differences(was, lane('memcached', ['1> get tea', '1< END', full])),
  ).toEqual([]);
});

test("memcached's numbers for CAS are not compared, all else of those lines is", () => {
  const run = (cas: number, value: string) =>
    lane('memcached', [
      '1> gets tea',
      `1< VALUE tea 2 2 ${cas} "${value}"`,
      '1< END',
      `2> cas tea 2 -1 2 ${cas} "11"`,
      '2< STORED',
    ]);
  expect(differences(run(1, '12'), run(70, '12'))).toEqual([]);
  expect(differences(run(1, '12'), run(1, '13'))).toHaveLength(1);
  const get = (flags: number) =>
    lane('memcached', ['1> get tea', `1< VALUE tea ${flags} 2 "12"`]);
  expect(differences(get(2), get(16))).toHaveLength(1);
});

test("nor are memcached's numbers for CAS in meta commands", () => {
  const run = (cas: number, value: string, key = 'tea') =>
    lane('memcached', [
      `1> mg ${key} v f c N30`,
      `1< VA 4 f16 c${cas} W "${value}"`,
      `2> md ${key} C${cas} I`,
      '2< HD',
    ]);
  expect(differences(run(1, '4.20'), run(70, '4.20'))).toEqual([]);
  expect(differences(run(1, 'a c1'), run(1, 'a c2'))).toHaveLength(1);
  expect(differences(run(1, '4.20'), run(1, '4.20', 'c1'))).toHaveLength(2);
});

test('of SCAN neither the cursors nor the number of pages', () => {
  const run = (cursors: number[], match = 'cart:*') =>
    lane(
      'redis',
      cursors.flatMap((cursor, index) => [
        `${index + 1}> SCAN ${cursor} MATCH ${match}`,
        `${index + 1}< ["${cursors[index + 1] ?? 0}", ["cart:${index}"]]`,
      ]),
    );
  const was = run([0, 600, 42]);
  expect(differences(was, run([0, 7]))).toEqual([]);
  expect(differences(was, run([0, 7], 'tea:*'))).toHaveLength(1);
  const other = lane('redis', ['1> KEYS cart:*', '1< ["cart:1"]']);
  expect(differences(was, other)).toHaveLength(2);
});

test('of MONITOR neither times nor ports, nor the cursors that it saw', () => {
  const run = (time: string, port: number, scans: string[], key = 'a') =>
    lane('redis', [
      '1> MONITOR',
      '1< OK',
      ...[`"get" "${key}"`, ...scans.map((at) => `"scan" "${at}" "COUNT"`)].map(
        (text) => ` < ${time} [0 127.0.0.1:${port}] ${text}`,
      ),
    ]);
  const was = run('1795880998.357562', 50294, ['0', '600', '42']);
  const now = run('1800000000.000001', 40000, ['0', '7']);
  expect(differences(was, now)).toEqual([]);
  const other = run('1795880998.357562', 50294, ['0'], 'b');
  expect(differences(was, other)).toHaveLength(1);
  const none = run('1795880998.357562', 50294, []);
  expect(differences(was, none)).toHaveLength(1);
});

test('of what was not kept whole the beginning is compared', () => {
  const was = lane('redis', ['1> GET a', '1> GET b'], { skipped: 9 });
  const now = lane('redis', ['1> GET a', '1> GET b', '1> GET c'], {
    skipped: 8,
  });
  expect(differences(was, now)).toEqual([]);
  const other = lane('redis', ['1> GET x'], { skipped: 10 });
  expect(differences(was, other)).toHaveLength(1);
});

test('which connection of a pool took which transaction does not matter', () => {
  const work = (name: string) => [
    `1> Query begin`,
    '1< ReadyForQuery in transaction',
    `2> Query ${name}`,
    '2< ReadyForQuery in failed transaction',
    '3> Query rollback',
    '3< ReadyForQuery idle',
  ];
  const on = (connection: number, ...names: string[]) =>
    lane('postgres', [...names.flatMap(work), ' > Terminate'], { connection });
  const was = [...on(1, 'a'), ...on(2, 'b', 'c')];
  expect(differences(was, [...on(1, 'c', 'a'), ...on(2, 'b')])).toEqual([]);
  expect(differences(was, on(1, 'c', 'b', 'a'))).toEqual([]);
  expect(differences(was, [...on(1, 'a'), ...on(2, 'b')])).not.toEqual([]);
});

test('a lane knows how much was sent, and in how many round trips', () => {
  const [only] = lanesOf(
    lane('redis', [
      ' > (HELLO 3)',
      ' < ({id: 4})',
      '1> GET a',
      '1> GET b',
      '1< "1"',
      '1< "2"',
      ' < message m "1"',
      '2> BLPOP never 0',
    ]),
  );
  expect(only).toMatchObject({ sent: 3, roundTrips: 1, skipped: 0 });
  expect(only!.setup).toHaveLength(2);
  expect(only!.closed).toMatchObject({ by: 'client', reset: false });
});
