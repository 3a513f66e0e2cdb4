import { describe, expect, test } from 'vitest';
import type { RunEvent, WireEvent } from '../../src/course/event.ts';
import { loadExample } from '../../src/course/example.ts';
import { loadRecording } from '../../src/course/recording.ts';
import * as frames from '../../src/site/played/frames.ts';
import { keptAfter, type Kept } from '../../src/site/played/queue.ts';
import { rowsOf } from '../../src/site/played/rows.ts';
import { linesOfStep } from '../../src/site/played/step-lines.ts';
import { stepsOf } from '../../src/site/played/steps.ts';
import { sayStep } from '../../src/site/played/step-words.ts';

const example = loadExample('rabbitmq/acknowledgements');
const { events, panes } = loadRecording(example);
const steps = stepsOf(events, panes);

const counted = (kept: readonly Kept[]) => {
  const unacked = kept.filter((each) => each.unacked).length;
  return { ready: kept.length - unacked, unacked };
};

/** A message on the first connection of a pane. */
function message(
  from: 'client' | 'server',
  text: string,
  pane = 'worker',
): WireEvent {
  const lane = { pane, service: 'rabbitmq', connection: 1 } as const;
  return { t: 0, event: 'wire', ...lane, from, text, length: 0, bytes: '' };
}

const publish = (body: string) =>
  message(
    'client',
    `basic.publish exchange="" routing-key="jobs" 5 bytes "${body}"`,
  );
const deliver = (body: string, tag: number) =>
  message(
    'server',
    `basic.deliver consumer-tag="w" tag=${tag} redelivered=false exchange="" routing-key="jobs" 5 bytes "${body}"`,
  );
const after = (...all: RunEvent[]) =>
  all.reduce<readonly Kept[]>(keptAfter, []);

describe('the queue', () => {
  test('is at each moment what the broker told of it in the recording', () => {
    // The broker counts every so often: it may tell what was, and not what
    // will be.
    const computed = [{ ready: 0, unacked: 0 }];
    let kept: readonly Kept[] = [];
    let told = 0;
    for (const event of events) {
      kept = keptAfter(kept, event);
      computed.push(counted(kept));
      if (event.event !== 'state' || event.state.service !== 'rabbitmq')
        continue;
      const [{ ready, unacked } = { ready: -1, unacked: -1 }] =
        event.state.queues;
      const at = computed.findLastIndex(
        (each) => each.ready === ready && each.unacked === unacked,
      );
      expect(at, `${ready} ready, ${unacked} unacked`).toBeGreaterThan(-1);
      computed.splice(0, at);
      told++;
    }
    expect(told).toBeGreaterThan(3);
    expect(computed.at(-1)).toEqual({ ready: 0, unacked: 0 });
  });

  test('keeps what is delivered until its ack', () => {
    const kept = after(publish('a'), publish('b'), deliver('a', 1));
    expect(counted(kept)).toEqual({ ready: 1, unacked: 1 });
    const acked = keptAfter(kept, message('client', 'basic.ack tag=1'));
    expect(acked.map(({ body }) => body)).toEqual(['b']);
  });

  test('loses all that an ack of several stands for', () => {
    const kept = after(
      ...['a', 'b', 'c'].map(publish),
      ...['a', 'b', 'c'].map((body, at) => deliver(body, at + 1)),
      message('client', 'basic.ack tag=2 multiple=true'),
    );
    expect(kept.map(({ body }) => body)).toEqual(['c']);
  });

  test('gets back, in its place, what a connection has not acked', () => {
    const kept = after(publish('a'), publish('b'), deliver('a', 1), {
      t: 0,
      event: 'connection',
      pane: 'worker',
      service: 'rabbitmq',
      connection: 1,
      state: 'closed',
      by: 'client',
      reset: false,
      skipped: 0,
    });
    expect(kept).toEqual([
      { body: 'a', redelivered: true },
      { body: 'b', redelivered: false },
    ]);
  });

  test('is not guessed where a message has other rules', () => {
    const nack = message('client', 'basic.nack tag=1 requeue=true');
    expect(() => keptAfter([], nack)).toThrow('basic.nack tag=1');
    expect(() => keptAfter([], deliver('a', 1))).toThrow('was not ready');
  });
});

describe('the steps of a worker that dies', () => {
  test('are what matters to the queue, and what the workers print', () => {
    expect(steps.map(({ kind, pane }) => `${kind} ${pane}`)).toEqual([
      'publish producer',
      'confirm producer',
      'deliver worker-a',
      'ack worker-a',
      'deliver worker-a',
      'ack worker-a',
      'deliver worker-a',
      'kill worker-a',
      'requeue worker-a',
      'deliver worker-b',
      'ack worker-b',
      'print worker-b',
    ]);
    const printed = events.flatMap((event) =>
      event.event === 'stdout' && event.pane !== 'producer' ? event.text : [],
    );
    const told = steps.flatMap((step) => step.printed);
    expect(told.map((line) => `${line}\n`)).toEqual(printed);
  });

  test('are told with the names that are in them', () => {
    expect(steps.map(sayStep)).toEqual([
      '`producer` sends `invoice-1`, `invoice-2` and `invoice-3` to the queue `invoices`.',
      'RabbitMQ confirms that it has `invoice-1`, `invoice-2` and `invoice-3`.',
      'RabbitMQ hands `invoice-1` to `worker-a` and keeps it until the ack.',
      '`worker-a` has done its work and acks. RabbitMQ deletes `invoice-1`.',
      'RabbitMQ hands `invoice-2` to `worker-a` and keeps it until the ack.',
      '`worker-a` has done its work and acks. RabbitMQ deletes `invoice-2`.',
      'RabbitMQ hands `invoice-3` to `worker-a` and keeps it until the ack.',
      '`worker-a` is killed by SIGKILL, with no ack for `invoice-3`.',
      'The connection of `worker-a` is gone, so RabbitMQ puts `invoice-3` back into the queue.',
      'RabbitMQ hands `invoice-3` to `worker-b`, marked as redelivered, and keeps it until the ack.',
      '`worker-b` has done its work and acks. RabbitMQ deletes `invoice-3`.',
      '`worker-b` prints: `0 invoices left in the queue`.',
    ]);
  });

  test('have the lines of the programs that they come from', () => {
    const lines = steps.map((step) => {
      const program = example.programs.find(({ pane }) => pane === step.pane)!;
      const source = program.source.split('\n');
      return linesOfStep(step, program.source, events).map((line) =>
        source[line - 1]!.trim(),
      );
    });
    const rendering = [
      'await channel.consume(',
      'console.log(`rendering ${invoice}, redelivered: ${redelivered}`);',
    ];
    const mailed = ['console.log(`mailed ${invoice}`);', 'channel.ack(job);'];
    expect(lines).toEqual([
      ["channel.sendToQueue('invoices', Buffer.from(invoice), options);"],
      [],
      rendering,
      mailed,
      rendering,
      mailed,
      rendering,
      ["process.kill(process.pid, 'SIGKILL');"],
      [],
      rendering,
      mailed,
      ['console.log(`${messageCount} invoices left in the queue`);'],
    ]);
  });
});

describe('the frames', () => {
  test('follow a message from hand to hand', () => {
    const messages = frames.messageFrames(steps, ['worker-a', 'worker-b']);
    expect(messages).toEqual([
      { body: 'invoice-1', kept: '.aaA---------', copy: '...0AAAAAAAAA' },
      { body: 'invoice-2', kept: '.bbbaA-------', copy: '.....0AAAAAAA' },
      { body: 'invoice-3', kept: '.cccbbaAAaA--', copy: '.......0a.1BB' },
    ]);
  });

  test('tell how each program is', () => {
    expect(frames.stateFrames(steps, 'producer')).toBe('wrreeeeeeeeee');
    expect(frames.stateFrames(steps, 'worker-a')).toBe('wwwrrrrrkkkkk');
  });

  test('play in 10 to 14 seconds, none of them in a hurry', () => {
    const pauses = frames.pausesOf(steps);
    expect(pauses).toHaveLength(steps.length);
    const sum = pauses.reduce((total, each) => total + each);
    expect(sum).toBeGreaterThan(10_000);
    expect(sum).toBeLessThan(14_000);
    expect(Math.min(...pauses.slice(1))).toBeGreaterThanOrEqual(900);
  });

  test('have a row for each message of the wire', () => {
    const rows = rowsOf(steps, [
      'producer',
      'RabbitMQ',
      'worker-a',
      'worker-b',
    ]);
    expect(rows.map(({ text }) => text)).toContain(
      'basic.deliver tag=1 redelivered=true "invoice-3"',
    );
    const messages = steps.flatMap((step) => step.messages);
    expect(rows).toHaveLength(messages.length + 3);
    expect(rows[3]).toMatchObject({ way: 'to-left', lane: 0, lives: [0, 1] });
    expect(rows.at(-1)).toMatchObject({ way: undefined, lives: [1, 3] });
  });
});
