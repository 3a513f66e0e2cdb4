import { Redis } from 'ioredis';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { keys, withRedis } from '#check/redis';
import { commands } from '#check/wire';
import { deleteByPrefix } from './exercise.ts';

const url = process.env.REDIS_URL ?? 'redis://localhost:6379';
let redis: Redis;

beforeEach(async () => {
  await withRedis((admin) => admin.flushall());
  redis = new Redis(url);
  await redis.ping();
});

afterEach(async () => {
  await redis.quit();
});

/** Stores texts under `prefix1`, `prefix2`, …, past the wire. */
async function store(prefix: string, many: number) {
  const names = Array.from(
    { length: many },
    (_, i) => prefix + (i + 1),
  );
  await withRedis((admin) =>
    admin.mset(names.flatMap((name) => [name, 'tea'])),
  );
}

/** The first word of each command. */
const names = (sent: string[]) =>
  sent.map((line) => line.split(' ')[0]);

describe('Find without blocking', () => {
  test('looks at about a hundred keys a trip', async () => {
    await store('cart:', 2000);
    let deleted = 0;
    const sent = await commands('redis', async () => {
      deleted = await deleteByPrefix(redis, 'cart:');
    });
    expect(
      sent.filter((line) => line.startsWith('KEYS')),
      'the KEYS that Redis was sent: it goes through all keys while everybody waits, and SCAN does not',
    ).toEqual([]);
    const scans = sent.filter((line) => line.startsWith('SCAN'));
    expect(
      scans.filter((line) => !/ COUNT 100( |$)/.test(line)),
      'each SCAN was to have COUNT 100, as `count` says; without it, Redis takes 10. These have not',
    ).toEqual([]);
    expect(
      scans.length,
      'how many SCANs there were: 2000 keys are about 20 times 100',
    ).toBeGreaterThan(10);
    expect(
      await keys('cart:*'),
      'the keys that Redis still holds: the end of a scan is the cursor "0", and nothing else',
    ).toEqual([]);
    expect(deleted, 'there were 2000, and all are gone').toBe(2000);
  });

  test('goes on behind an empty page', async () => {
    await store('session:', 5000);
    await store('cart:', 10);
    const deleted = await deleteByPrefix(redis, 'cart:').catch(String);
    expect(
      deleted,
      'there were 10 carts among 5000 sessions. Redis looks at 100 keys, then leaves out those that do not match: most pages are empty, and the scan goes on. UNLINK without a key is an error',
    ).toBe(10);
    expect(
      await withRedis((admin) => admin.dbsize()),
      'how many keys Redis holds: the sessions are to stay',
    ).toBe(5000);
  });
});

describe('Delete page by page', () => {
  test('unlinks each page with one command', async () => {
    await store('cart:', 2000);
    await withRedis((admin) => admin.rpush('cart:ada', 'tea', 'mate'));
    const sent = await commands('redis', () =>
      deleteByPrefix(redis, 'cart:'),
    );
    expect(
      [...new Set(names(sent))].sort(),
      'the commands that Redis was sent. DEL frees the memory before it answers, UNLINK does that in the background',
    ).toEqual(['SCAN', 'UNLINK']);
    const count = (name: string) =>
      names(sent).filter((each) => each === name).length;
    expect(
      count('UNLINK'),
      'how many UNLINKs there were: one for all keys is one long command, so delete each page before you ask for the next',
    ).toBeGreaterThan(10);
    expect(
      count('UNLINK'),
      `how many UNLINKs there were, to ${count('SCAN')} SCANs: it takes all keys of a page at once`,
    ).toBeLessThanOrEqual(count('SCAN'));
    expect(
      await keys(),
      'the keys that Redis still holds, whatever their type',
    ).toEqual([]);
  });

  test('counts a key once that SCAN gives twice', async () => {
    await store('cart:', 500);
    giveTwice(redis);
    expect(
      await deleteByPrefix(redis, 'cart:'),
      'there were 500. SCAN may give a key again, in this page or in another, and here it did: count what was deleted, which UNLINK answers',
    ).toBe(500);
    expect(await keys(), 'the keys that Redis still holds').toEqual([]);
  });
});

describe('Delete nothing else', () => {
  test('takes the prefix letter by letter', async () => {
    const others = {
      'sale*:': 'sale:tea:1',
      'size?:': 'sizeL:1',
      'item[12]:': 'item1:1',
      'back\\slash:': 'backslash:1',
      'cart:': 'old:cart:1',
      'Cart:': 'cart:1',
    };
    for (const [prefix, other] of Object.entries(others)) {
      await withRedis((admin) => admin.flushall());
      await withRedis((admin) => admin.set(other, 'to stay'));
      await store(prefix, 3);
      const deleted = await deleteByPrefix(redis, prefix);
      expect(
        await keys(),
        `the keys that are left after deleteByPrefix(redis, ${JSON.stringify(prefix)}). In a pattern * ? [ ] and \\ mean something else, unless a \\ stands before them`,
      ).toEqual([other]);
      expect(deleted, 'three keys began with it').toBe(3);
    }
  });

  test('refuses an empty prefix', async () => {
    await store('cart:', 3);
    let outcome: unknown;
    const sent = await commands('redis', async () => {
      outcome = await deleteByPrefix(redis, '').catch(
        (error: Error) => error.name,
      );
    });
    expect(
      outcome,
      'every key begins with the empty text: a variable that was not set would empty the database',
    ).toBe('RangeError');
    expect(sent, 'what Redis was sent before that').toEqual([]);
  });
});

type Scan = (...args: unknown[]) => Promise<[string, string[]]>;

/** Each key comes twice in its page, and again in the next. */
function giveTwice(redis: Redis) {
  const scan = redis.scan.bind(redis) as Scan;
  let before: string[] = [];
  const twice: Scan = async (...args) => {
    const [next, page] = await scan(...args);
    const all = [...before, ...page, ...page];
    before = page;
    return [next, all];
  };
  // scanStream() calls it with a callback.
  redis.scan = ((...args: unknown[]) => {
    const last = args.at(-1);
    if (typeof last !== 'function') return twice(...args);
    const told = last as (error: unknown, page?: unknown) => void;
    return twice(...args.slice(0, -1)).then(
      (page) => told(null, page),
      told,
    );
  }) as Redis['scan'];
}
