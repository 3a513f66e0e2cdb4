import { expect, test } from 'vitest';
import { compare, describeDifference } from '../../src/course/compare.ts';
import type { RunEvent } from '../../src/course/event.ts';
import type { Recording } from '../../src/course/recording.ts';
import { rename } from '../../src/course/rename.ts';

const out = (pane: string, text: string, t = 0): RunEvent => ({
  t,
  event: 'stdout',
  pane,
  text,
});
const end = (
  pane: string,
  code: number | null,
  signal: string | null = null,
): RunEvent => ({ t: 9, event: 'end', pane, code, signal });

function recorded(...events: RunEvent[]): Recording {
  return {
    example: 'redis/a',
    source: '',
    verified: {},
    panes: ['a', 'b'],
    events,
  };
}

const before = recorded(
  out('a', 'one\ntwo\n'),
  out('b', 'three\n'),
  end('a', 0),
  end('b', 0),
);

test('times, chunks and the order of panes do not matter', () => {
  const now = [
    out('b', 'thr', 5),
    out('a', 'one\n', 7),
    out('b', 'ee\n'),
    out('a', 'two\n'),
    end('b', 0),
    end('a', 0),
  ];
  expect(compare(before, now)).toEqual([]);
});

test('a line that changed is found, with its pane and number', () => {
  const now = [
    out('a', 'one\n2\n'),
    out('b', 'three\n'),
    end('a', 0),
    end('b', 0),
  ];
  const [difference] = compare(before, now);
  expect(difference).toEqual({
    pane: 'a',
    stream: 'stdout',
    line: 2,
    recorded: 'two',
    found: '2',
  });
  expect(describeDifference(difference!)).toBe(
    'a, stdout line 2: recorded was "two", this run gave "2".',
  );
});

test('a missing line, an extra line and another pane’s line are found', () => {
  const now = [
    out('a', 'one\n'),
    out('b', 'three\ntwo\n'),
    end('a', 0),
    end('b', 0),
  ];
  expect(
    compare(before, now).map(({ pane, recorded, found }) => [
      pane,
      recorded,
      found,
    ]),
  ).toEqual([
    ['a', 'two', undefined],
    ['b', undefined, 'two'],
  ]);
});

test('what was written to stderr is not the same as to stdout', () => {
  const now = [
    out('a', 'one\n'),
    { ...out('a', 'two\n'), event: 'stderr' } as RunEvent,
    out('b', 'three\n'),
    end('a', 0),
    end('b', 0),
  ];
  expect(compare(before, now).map(({ stream }) => stream)).toEqual([
    'stdout',
    'stderr',
  ]);
});

test('how a program ended counts', () => {
  const now = [
    out('a', 'one\ntwo\n'),
    out('b', 'three\n'),
    end('a', 1),
    end('b', null, 'SIGKILL'),
  ];
  expect(compare(before, now).map(describeDifference)).toEqual([
    'a, at its end: recorded was "exit code 0", this run gave "exit code 1".',
    'b, at its end: recorded was "exit code 0", this run gave "ended by SIGKILL".',
  ]);
});

test('how the run ended, and what it left on the servers, counts', () => {
  const over = (names: string[]): RunEvent => ({
    t: 9,
    event: 'end',
    outcome: 'finished',
    left: names.map((name) => ({
      service: 'redis',
      what: 'key',
      count: 1,
      names: [name],
    })),
  });
  const was = recorded(over(['course:a']));
  expect(compare(was, [over(['lease_7:a'])], { lease_7: 'course' })).toEqual(
    [],
  );
  expect(compare(was, [over([])]).map(describeDifference)).toEqual([
    'the run, at its end: recorded was "finished; left 1 redis key (course:a)", this run gave "finished".',
  ]);
});

test('a line that begins with ~ is not compared', () => {
  const was = recorded(out('a', '~ 12 ms\ndone\n'));
  expect(compare(was, [out('a', '~ 97 ms\ndone\n')])).toEqual([]);
});

test('what the lease named is renamed, the longest name first', () => {
  const aliases = {
    lease_7: 'course',
    'localhost:2201': 'localhost:6379',
    'localhost:22011': 'localhost:5672',
  };
  expect(rename('lease_7 at localhost:22011', aliases)).toBe(
    'course at localhost:5672',
  );
  const was = recorded(out('a', 'queue of course\n'));
  expect(compare(was, [out('a', 'queue of lease_7\n')], aliases)).toEqual([]);
});

test('names that the broker made are told apart by their order', () => {
  const was = recorded(out('a', 'amq.gen-AbC amq.gen-XyZ amq.gen-AbC\n'));
  expect(compare(was, [out('a', 'amq.gen-1 amq.gen-2 amq.gen-1\n')])).toEqual(
    [],
  );
  expect(
    compare(was, [out('a', 'amq.gen-1 amq.gen-1 amq.gen-1\n')]),
  ).toHaveLength(1);
});
