import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { endpoint } from '#examples/memcached/client/address.ts';
import { Connection } from '#examples/memcached/client/connection.ts';
import { flushAll, secondsLeft, store, value } from '#check/memcached';
import { commands, roundTrips } from '#check/wire';
import { visits } from './exercise.ts';

const HOUR = 3600;
const MOST = 2n ** 64n - 1n;
const address = process.env.MEMCACHE_SERVERS ?? 'localhost:11211';
let open: Connection[];

beforeEach(async () => {
  await flushAll();
  open = [];
});

afterEach(() => {
  for (const connection of open) connection.end('the test is over');
});

/** A connection of its own, as another process would have. */
function connection(Kind = Connection): Connection {
  const one = new Kind(connect(endpoint(address)), 2000);
  open.push(one);
  return one;
}

/** Twenty connections that are open, each with its visits. */
async function twentyProcesses() {
  const connections = Array.from({ length: 20 }, () => connection());
  await Promise.all(
    connections.flatMap((each) => each.ask('version\r\n', /^VERSION/)),
  );
  return connections.map((each) => visits(each, HOUR));
}

describe('Count', () => {
  test('adds to a counter, and resolves to the new count', async () => {
    await store('visits', '41', HOUR);
    const { count } = visits(connection(), HOUR);
    expect(
      await count('visits'),
      'the counter held 41, and one visit came',
    ).toBe(42n);
    expect(await count('visits', 8n), 'then eight came').toBe(50n);
    expect(
      (await value('visits'))?.trim(),
      'Memcached itself was asked what the counter holds',
    ).toBe('50');
  });

  test('counts a counter that is there in one round trip', async () => {
    await store('visits', '41', HOUR);
    const { count } = visits(connection(), HOUR);
    expect(
      await roundTrips('memcached', () => count('visits')),
      'round trips for one count: the counter was there, and incr alone does it',
    ).toBe(1);
  });

  test('counts twenty visits that come at once', async () => {
    await store('visits', '0', HOUR);
    const processes = await twentyProcesses();
    const sent = await commands('memcached', async () => {
      await Promise.all(processes.map(({ count }) => count('visits')));
    });
    const verbs = [...new Set(sent.map((line) => line.split(' ')[0]))];
    expect(
      (await value('visits'))?.trim(),
      `20 processes counted one visit each, and Memcached was sent ${verbs.join(' and ')}. Between a get and a set another visit is lost: let the server add`,
    ).toBe('20');
  });
});

describe('Begin a counter once', () => {
  test('keeps a counter for its lifetime after the first count', async () => {
    const { count } = visits(connection(), HOUR);
    expect(
      await count('visits'),
      'there was no counter: incr answers NOT_FOUND, and the counter begins at 0',
    ).toBe(1n);
    const left = await secondsLeft('visits');
    const found =
      left === Infinity
        ? 'it keeps the counter for ever'
        : `it has ${left} s to live`;
    const message = `Memcached was asked how long it keeps the counter, for ${HOUR} s; ${found}`;
    expect(left ?? 0, message).toBeGreaterThan(HOUR - 60);
    expect(left ?? 0, message).toBeLessThanOrEqual(HOUR);
  });

  test('leaves the lifetime as it is with later counts', async () => {
    await store('visits', '41', HOUR);
    const { count } = visits(connection(), 2 * HOUR);
    await count('visits');
    const message =
      'the counter had an hour to live when it was counted. If it has more now, it was stored or touched again: a counter that is busy would never end';
    expect(await secondsLeft('visits'), message).toBeLessThanOrEqual(
      HOUR,
    );
  });

  test('counts on where another process begins the counter meanwhile', async () => {
    const other = connection();
    const begin = async () => {
      const asked = `add visits 0 ${HOUR} 1\r\n0\r\nincr visits 1\r\n`;
      await Promise.all(other.ask(asked, /STORED$/, /^\d+$/));
    };
    // The first reply is passed on when the other has counted.
    class Overtaken extends Connection {
      #other: Promise<void> | undefined;
      override ask(...asked: Parameters<Connection['ask']>) {
        const replies = super.ask(...asked);
        if (this.#other) return replies;
        this.#other = Promise.allSettled(replies).then(begin);
        return replies.map(async (reply) => {
          await this.#other;
          return reply;
        });
      }
    }
    const { count } = visits(connection(Overtaken), HOUR);
    await count('visits');
    expect(
      (await value('visits'))?.trim(),
      'there was no counter. Between the first reply to you and your next command another process began it, and counted one visit. With yours that is two: add stores only where there is nothing, and set puts the counter back',
    ).toBe('2');
  });

  test('gives twenty who begin a counter at once a number each', async () => {
    const processes = await twentyProcesses();
    const counts = await Promise.all(
      processes.map(({ count }) => count('visits')),
    );
    expect(
      counts.map(Number).sort((a, b) => a - b),
      'there was no counter, and 20 processes counted one visit each: 1 to 20, in any order',
    ).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
  });
});

describe('Stop at 0', () => {
  test('takes away with a negative number, and never goes below 0', async () => {
    await store('visits', '10', HOUR);
    const { count } = visits(connection(), HOUR);
    expect(
      await count('visits', -1n),
      '10 and -1: memcached has decr for it, and takes no negative number',
    ).toBe(9n);
    expect(await count('visits', -100n), '9 and -100').toBe(0n);
    expect(
      await count('visits', 5n),
      '0 and 5: what was below 0 is not remembered',
    ).toBe(5n);
  });
});

describe('Be exact', () => {
  test('resolves to the count with its last digit, up to 2^64 - 1', async () => {
    await store('visits', String(2n ** 53n), HOUR);
    const { count } = visits(connection(), HOUR);
    const message =
      'a JavaScript number has 53 bits, and a counter 64: make a bigint of the digits of the reply, with no number between';
    expect(await count('visits'), message).toBe(2n ** 53n + 1n);
    await store('visits', String(MOST - 3n), HOUR);
    expect(await count('visits', 3n), message).toBe(MOST);
  });

  test('rejects where the key holds what is no number, and leaves it', async () => {
    await store('visits', 'Ada', HOUR);
    const { count } = visits(connection(), HOUR);
    const outcome = await count('visits').catch(
      (error: unknown) => error,
    );
    expect(
      String(outcome),
      'memcached refuses to count "Ada". count must reject with what it said',
    ).toContain('cannot increment or decrement non-numeric value');
    expect(
      await value('visits'),
      'the item is not a counter, and belongs to somebody else',
    ).toBe('Ada');
  });
});
