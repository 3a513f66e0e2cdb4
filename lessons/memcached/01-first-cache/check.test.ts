import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { cut } from '#check/faults';
import { flushAll, secondsLeft, store, value } from '#check/memcached';
import { connections, opened } from '#check/wire';
import { openCache, type Cache } from './exercise.ts';

const DAY = 24 * 60 * 60;
let cache: Cache;

beforeEach(async () => {
  await flushAll();
  cache = openCache(process.env.MEMCACHE_SERVERS ?? 'localhost:11211');
});

afterEach(async () => {
  try {
    cache.close();
  } catch {
    // A stub: the test of close() says so.
  }
  await cut(); // what an answer leaves open does not count in the next
});

/** A slow query, which counts how often it ran. */
function query<T>(result: T) {
  const load = async () => {
    load.runs += 1;
    return result;
  };
  load.runs = 0;
  return load;
}

describe('Read through the cache', () => {
  test('runs load on a miss only', async () => {
    const load = query({ price: 420 });
    for (let read = 1; read <= 3; read += 1) {
      expect(
        await cache.remember('price:tea', 60, load),
        `read ${read} of three must give what load resolved to`,
      ).toEqual({ price: 420 });
    }
    expect(
      load.runs,
      'of three reads the first one is a miss. If load ran again, the value was not stored, or the hit was not used',
    ).toBe(1);
  });

  test('keeps the value on the server, as JSON', async () => {
    await cache.remember('menu', 60, query(['tea', 'café']));
    expect(
      await value('menu'),
      'Memcached itself was asked for "menu". If it holds nothing, the value is only in this process; if it holds another text, it is not JSON',
    ).toBe('["tea","café"]');
  });

  test('uses what another process has stored', async () => {
    await store('user:41', '{"name":"Ada"}', 60);
    const load = query({ name: 'nobody' });
    expect(
      await cache.remember('user:41', 60, load),
      'the server held {"name":"Ada"} before the first call: that is a hit',
    ).toEqual({ name: 'Ada' });
    expect(load.runs, 'on a hit load does not run').toBe(0);
  });
});

describe('Let it expire', () => {
  test('gives the item its time to live on the server', async () => {
    await cache.remember('price:tea', 300, query(420));
    const left = await secondsLeft('price:tea');
    const found =
      left === undefined
        ? 'it holds no such item'
        : left === Infinity
          ? 'it keeps the item for ever: no expiry was sent'
          : `it keeps the item for ${left} s: \`expires\` is in seconds`;
    const message = `Memcached was asked how long it keeps "price:tea", for 300 s; ${found}`;
    expect(left ?? 0, message).toBeGreaterThan(280);
    expect(left ?? 0, message).toBeLessThanOrEqual(300);
  });

  test('keeps an item for longer than 30 days', async () => {
    await cache.remember('user:41', 31 * DAY, query('Ada'));
    const left = await secondsLeft('user:41');
    const found =
      left === undefined
        ? 'it is gone already: over 30 days the number is read as a Unix time, a day in 1970'
        : `it has ${left} s to live`;
    const message = `Memcached was asked how long it keeps "user:41", for 31 days; ${found}`;
    expect(left ?? 0, message).toBeGreaterThan(31 * DAY - 60);
    expect(left ?? 0, message).toBeLessThan(31 * DAY + 60);
  });
});

describe('Know a hit from a miss', () => {
  test('takes a cached null, 0, false or empty text for a hit', async () => {
    for (const result of [null, 0, false, '']) {
      const text = JSON.stringify(result);
      await flushAll();
      const load = query(result);
      await cache.remember('price:gift', 60, load);
      expect(
        await value('price:gift'),
        `load resolved to ${text}, so Memcached must hold the text ${text}`,
      ).toBe(text);
      expect(
        await cache.remember('price:gift', 60, load),
        `the cached text ${text} must come back as the same value`,
      ).toBe(result);
      expect(
        load.runs,
        `Memcached held ${text}, and load ran again: the answer takes it for a miss. Only a reply without a value is one`,
      ).toBe(1);
    }
  });

  test('runs no load when twenty ask at once for what is cached', async () => {
    const load = query(420);
    const connected = await opened('memcached', async () => {
      await cache.remember('price:tea', 60, load);
      const readers = Array.from({ length: 20 }, () =>
        cache.remember('price:tea', 60, load),
      );
      expect(await Promise.all(readers)).toEqual(Array(20).fill(420));
    });
    expect(load.runs, 'the item was there: 20 hits').toBe(1);
    expect(
      connected,
      'connections opened for 21 calls: a cache keeps one and reuses it',
    ).toBe(1);
  });

  test('stores nothing when load fails', async () => {
    const failing = async () => {
      throw new Error('the database is down');
    };
    const reply = cache
      .remember<unknown>('stock:none', 60, failing)
      .catch((error: unknown) => error);
    expect(
      await reply,
      'load rejected, so remember must reject with the same error. If it resolved, the error was caught on the way and replaced',
    ).toEqual(new Error('the database is down'));
    expect(
      await value('stock:none'),
      'load failed and Memcached holds something: for the next 60 s everybody would be given the failure',
    ).toBeUndefined();
    expect(
      await cache.remember('stock:none', 60, query(7)),
      'the database is back: the next call runs load again',
    ).toBe(7);
  });
});

describe('Close the connection', () => {
  test('leaves no connection open after close', async () => {
    await cache.remember('price:tea', 60, query(420));
    expect(
      await connections('memcached'),
      'while in use, one connection is open',
    ).toBe(1);
    cache.close();
    await expect
      .poll(() => connections('memcached'), {
        message:
          'connections still open after close(): they would keep the process from ending',
      })
      .toBe(0);
  });
});
