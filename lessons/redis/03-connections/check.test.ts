/**
 * @redis --enable-debug-command yes
 */
import { setTimeout } from 'node:timers/promises';
import {
  afterEach,
  beforeEach,
  describe,
  expect,
  test,
  vi,
} from 'vitest';
import { cut } from '#check/faults';
import { clients, crash, withRedis } from '#check/redis';
import { opened } from '#check/wire';
import { connect, type Connections } from './exercise.ts';

const url = process.env.REDIS_URL ?? 'redis://localhost:6379';
let connections: Connections;
let errors: Error[];

beforeEach(async () => {
  await withRedis((redis) => redis.flushall());
  errors = [];
  const onError = (error: Error) => void errors.push(error);
  connections = connect(url, onError);
});

afterEach(async () => {
  // Whoever still waits has what it waits for, so that all can close.
  await withRedis((redis) => redis.rpush('jobs', 'the end', 'the end'));
  await withRedis((redis) => redis.rpush('mails', 'the end'));
  await connections?.close().catch(() => {});
  vi.restoreAllMocks();
});

/** What came of a promise, as far as it has. */
function settled<T>(promise: Promise<T>) {
  const now: { value?: T; error?: string } = {};
  promise.then(
    (value) => (now.value = value),
    (error: Error) => (now.error = error.message),
  );
  return now;
}

const eventually = <T>(state: () => T, message: string) =>
  expect.poll(state, { message });

/** Resolves when so many clients wait in a command. */
const waiting = (count: number) =>
  eventually(async () => {
    const info = await withRedis((redis) => redis.info('clients'));
    return Number(/^blocked_clients:(\d+)/m.exec(info)?.[1]);
  }, 'clients that wait in a BLPOP').toBe(count);

describe('Share one connection', () => {
  test('has one connection for a hundred commands at once', async () => {
    const count = await opened('redis', async () => {
      const sums = await Promise.all(
        Array.from({ length: 100 }, () =>
          connections.shared().incr('visits'),
        ),
      );
      expect(Math.max(...sums), 'visits').toBe(100);
    });
    expect(
      count,
      'connections that were opened meanwhile. shared() must give the same client each time: it sends on, while others wait for their replies',
    ).toBeLessThanOrEqual(1);
    expect(await clients(), 'clients that Redis counts').toBe(1);
  });
});

describe('Lend one to who waits', () => {
  test('answers others while somebody waits', async () => {
    const job = settled(
      connections.blocking((redis) => redis.blpop('jobs', 0)),
    );
    await waiting(1);
    const pong = settled(connections.shared().ping());
    await eventually(
      () => pong.value,
      'the reply to a PING on shared(), while a BLPOP waits. It gets none where both are on one connection: Redis answers in the order of the commands',
    ).toBe('PONG');
    await withRedis((redis) => redis.rpush('jobs', 'mail to Ada'));
    await eventually(
      () => job.value,
      'what blocking() resolves to: what its work resolved to',
    ).toEqual(['jobs', 'mail to Ada']);
  });

  test('lets two wait beside each other', async () => {
    const job = settled(
      connections.blocking((redis) => redis.blpop('jobs', 0)),
    );
    const mail = settled(
      connections.blocking((redis) => redis.blpop('mails', 0)),
    );
    await withRedis((redis) => redis.rpush('mails', 'to Bob'));
    await eventually(
      () => mail.value,
      'two wait, and the list of the second has something. It does not hear of it where it stands behind the first: each needs a connection',
    ).toEqual(['mails', 'to Bob']);
    expect(job, 'the other one waits on').toEqual({});
  });

  test('closes the connection when the work is over', async () => {
    await connections.shared().ping();
    await connections.blocking((redis) => redis.ping());
    await connections
      .blocking(() => Promise.reject(new Error('no such job')))
      .then(
        () =>
          expect.fail('the work was rejected, and blocking() resolved'),
        (error: Error) => expect(error.message).toBe('no such job'),
      );
    await eventually(
      () => clients(),
      'clients that Redis counts when two works are over, one of them by an error: the shared one is left',
    ).toBe(1);
  });
});

describe('Come back', () => {
  test('answers what is asked while the server restarts', async () => {
    await connections.shared().ping();
    const replies: ReturnType<typeof settled<string>>[] = [];
    let isBack = false;
    const back = crash(1, 300).then(() => (isBack = true));
    for (let i = 1; !isBack; i += 1) {
      replies.push(settled(connections.shared().echo(`order ${i}`)));
      await setTimeout(5);
    }
    await back;
    const outcomes = () =>
      replies.map(({ value, error }) => error ?? value?.slice(0, 5));
    await expect
      .poll(() => [...new Set(outcomes())], {
        message:
          'replies to commands ("order 1" …) that were sent while Redis restarted. They wait in the client, which connects again, until it is back',
        timeout: 10_000,
      })
      .toEqual(['order']);
    await eventually(() => clients(), 'clients, after that').toBe(1);
  });

  test('tells of the errors of each connection', async () => {
    const unheard = vi.spyOn(console, 'error').mockReturnValue();
    await connections.shared().ping();
    const job = settled(
      connections.blocking((redis) => redis.blpop('jobs', 0)),
    );
    await waiting(1);
    await cut();
    await eventually(
      () => errors.length,
      'two connections were cut, the shared one and that of a BLPOP: onError is to be told of each',
    ).toBeGreaterThanOrEqual(2);
    expect(
      unheard.mock.calls.map(([first]) => String(first)),
      'what went to console.error: a client without a listener for "error"',
    ).toEqual([]);
    await waiting(1);
    expect(job, 'who waited waits on').toEqual({});
  });
});

describe('Close', () => {
  test('finishes what was asked before', async () => {
    const own = connect(url, () => {});
    const asked = settled(own.shared().set('order:7', 'tea'));
    await own.close();
    await eventually(
      () => asked,
      'a SET that was asked for right before close(), while the client still connected. It is lost where the client is disconnected: QUIT comes after it',
    ).toEqual({ value: 'OK' });
    await eventually(
      () => clients(),
      'clients after close(), beside one that is open',
    ).toBeLessThanOrEqual(1);
  });

  test('closes also a connection on which somebody waits', async () => {
    const job = settled(
      connections.blocking((redis) => redis.blpop('jobs', 0)),
    );
    await waiting(1);
    const closed = settled(connections.close().then(() => 'closed'));
    await eventually(
      () => closed,
      'close() while a BLPOP waits. A quit() on that connection waits behind the BLPOP: disconnect it',
    ).toEqual({ value: 'closed' });
    await eventually(
      () => job.error,
      'and who waited must be told: its work is rejected',
    ).toBeDefined();
    await eventually(() => clients(), 'clients after close()').toBe(0);
  });
});
