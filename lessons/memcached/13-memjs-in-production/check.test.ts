import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { cut } from '#check/faults';
import { flushAll, secondsLeft, store, value } from '#check/memcached';
import { connections } from '#check/wire';
import { openCache, type Cache } from './exercise.ts';
import {
  calls,
  endOf,
  expectDeadline,
  expectProgramToEnd,
  untilMemjsSendsAgain,
} from './how-calls-end.ts';
import { closeServers, startServer } from './servers.ts';

const memcached = process.env.MEMCACHE_SERVERS ?? 'localhost:11211';
let opened: Cache[];

beforeEach(async () => {
  await flushAll();
  opened = [];
});

afterEach(async () => {
  for (const cache of opened) {
    try {
      cache.close();
    } catch {
      // A stub: the tests of close() say so.
    }
  }
  closeServers();
  await cut(); // what an answer leaves open does not count in the next
});

function cacheOn(servers: string, deadline: number): Cache {
  const cache = openCache(servers, { deadline });
  opened.push(cache);
  return cache;
}

describe('Say what Memcached says', () => {
  test('reads, stores and deletes', async () => {
    const cache = cacheOn(memcached, 2000);
    expect(await cache.get('price:tea'), 'a miss is null').toBe(null);
    await cache.set('price:tea', '4.20 €', 300);
    expect(
      await value('price:tea'),
      'Memcached was asked what it holds after set',
    ).toBe('4.20 €');
    expect(
      await secondsLeft('price:tea'),
      'Memcached was asked how long it keeps the item, for 300 s',
    ).toBeGreaterThan(280);
    expect(await cache.get('price:tea'), 'a hit').toBe('4.20 €');
    expect(await cache.delete('price:tea'), 'it was there').toBe(true);
    expect(await cache.delete('price:tea'), 'it was gone').toBe(false);
  });

  test('counts from the first increment on', async () => {
    const cache = cacheOn(memcached, 2000);
    expect(
      await cache.increment('visits', 5),
      'the counter was not there, so it starts at the amount. memjs starts at `initial`, which is 0 unless you give it',
    ).toBe(5);
    expect(await cache.increment('visits', 2)).toBe(7);
    expect(await value('visits'), 'on the server').toBe('7');
  });
});

describe('Settle by the deadline', () => {
  test.each(calls)(
    'rejects %s when the server hangs up',
    async (name, call) => {
      const server = await startServer('hangs up');
      await expectDeadline(name, call(cacheOn(server.address, 150)));
    },
  );

  test('rejects, and gives no miss, when the server never answers', async () => {
    const server = await startServer('never answers');
    const cache = cacheOn(server.address, 150);
    for (const [name, call] of calls)
      await expectDeadline(name, call(cache));
  });

  test('passes on another error at once', async () => {
    const server = await startServer('never answers');
    closeServers();
    const end = await endOf(cacheOn(server.address, 60_000).get('tea'));
    expect(
      end,
      'nobody listens there, so the connection is refused. That is the error of the call, and it has not to wait for the deadline of 60 s',
    ).toContain('ECONNREFUSED');
  });
});

describe('Start afresh', () => {
  test.each(['hangs up', 'never answers'] as const)(
    'is answered again after a server that %s',
    async (fate) => {
      const server = await startServer(fate, 'passes on');
      const cache = cacheOn(server.address, 500);
      await store('price:tea', '4.20 EUR', 60);
      await endOf(cache.get('price:tea'));
      expect(
        await endOf(cache.get('price:tea')),
        'the first connection got no answer, and Memcached is behind the second: the call after a deadline needs a fresh connection',
      ).toBe('it resolved to "4.20 EUR"');
    },
  );

  test('works on after a key of 251 bytes', async () => {
    const cache = cacheOn(memcached, 300);
    await cache.set('price:tea', '4.20 EUR', 60);
    expect(
      await endOf(cache.get('k'.repeat(251))),
      'Memcached takes keys of 250 bytes and answers with an error',
    ).toContain('Invalid arguments');
    // Memcached has hung up: this one may be lost, and the next may not.
    await endOf(cache.get('price:tea'));
    expect(await cache.get('price:tea')).toBe('4.20 EUR');
  });

  test('never sends later what it has given up', async () => {
    const server = await startServer('hangs up', 'passes on');
    const cache = cacheOn(server.address, 150);
    await endOf(cache.set('price:tea', '4.20 EUR', 60));
    await cache.set('price:tea', '4.50 EUR', 60);
    await untilMemjsSendsAgain();
    expect(
      await value('price:tea'),
      'The set of 4.20 EUR was given up, then 4.50 EUR was stored. Memcached was asked what it holds later: if it is 4.20 EUR, memjs has sent the lost call again: by its own retries, or because the client that lost it is still in use',
    ).toBe('4.50 EUR');
  });
});

describe('Send once', () => {
  test('sends an increment once, though its answer is lost', async () => {
    const server = await startServer('resets');
    const cache = cacheOn(server.address, 1000);
    const end = await endOf(cache.increment('visits', 1));
    expect(
      server.requests(),
      `The server takes each increment and resets the connection before it answers. It was sent so many times; twice is counted twice. The call ended with: ${end}`,
    ).toBe(1);
  });
});

describe('Leave nothing open', () => {
  test('leaves no connection open after close', async () => {
    const cache = cacheOn(memcached, 2000);
    await cache.get('price:tea');
    expect(
      await connections('memcached'),
      'while in use, one connection is open',
    ).toBe(1);
    cache.close();
    await expect
      .poll(() => connections('memcached'), {
        message: 'connections to Memcached that are open after close()',
      })
      .toBe(0);
  });

  test('ends the process at once when the cache is closed', async () => {
    await expectProgramToEnd(
      [memcached, '60000'],
      'a program has read one key, with a deadline of 60 s, and closed the cache. It is still running: a timer that is not cleared keeps a process from ending',
    );
  });

  test('ends the process though the server never hangs up', async () => {
    const server = await startServer('never answers');
    await expectProgramToEnd(
      [server.address, '100'],
      'a program has met its deadline, and closed the cache. It is still running: client.close() says goodbye and waits for the server to do so, which this one never does',
    );
  });
});
