import { Redis } from 'ioredis';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { keys, ttl, withRedis } from '#check/redis';
import { commands, roundTrips } from '#check/wire';
import { countExisting, rename } from './exercise.ts';

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

/** What a cart holds, as Redis itself says. */
const cart = (key: string) =>
  withRedis((admin) => admin.lrange(key, 0, -1));

const typeOf = (key: string) => withRedis((admin) => admin.type(key));

describe('Rename without loss', () => {
  test('moves the value, the type and the lifetime', async () => {
    await redis.rpush('cart:guest:7', 'tea', 'mate');
    await redis.expire('cart:guest:7', 1800);
    expect(
      await rename(redis, 'cart:guest:7', 'cart:ada'),
      'cart:guest:7 was there, and cart:ada was not',
    ).toBe('renamed');
    expect(
      await keys(),
      'the keys that Redis holds now: one, under its new name',
    ).toEqual(['cart:ada']);
    expect(
      await typeOf('cart:ada'),
      'the type of cart:ada on the server: it was a list',
    ).toBe('list');
    expect(await cart('cart:ada'), 'what cart:ada holds').toEqual([
      'tea',
      'mate',
    ]);
    const left = await ttl('cart:ada');
    expect(
      left,
      'seconds until cart:ada expires: it had 1800. Infinity means that the lifetime was lost on the way',
    ).toBeLessThanOrEqual(1800);
    expect(left, 'seconds of 1800 that are left').toBeGreaterThan(1700);
  });

  test('leaves both keys as they are when the name is taken', async () => {
    await redis.rpush('cart:guest:7', 'coffee');
    await redis.expire('cart:guest:7', 1800);
    await redis.rpush('cart:ada', 'tea', 'mate');
    expect(
      await rename(redis, 'cart:guest:7', 'cart:ada'),
      'cart:ada was there already',
    ).toBe('taken');
    expect(
      await cart('cart:ada'),
      'what cart:ada holds: RENAME would have destroyed it without a word',
    ).toEqual(['tea', 'mate']);
    expect(await cart('cart:guest:7'), 'the other cart').toEqual([
      'coffee',
    ]);
    expect(
      await ttl('cart:ada'),
      'seconds until cart:ada expires: it had no lifetime',
    ).toBe(Infinity);
    expect(
      await ttl('cart:guest:7'),
      'seconds until cart:guest:7 expires: it had 1800',
    ).toBeGreaterThan(1700);
  });

  test('loses no cart when twenty want the same name at once', async () => {
    const guests = Array.from(
      { length: 20 },
      (_, i) => `cart:guest:${i + 1}`,
    );
    for (const guest of guests) await redis.rpush(guest, guest);
    const outcomes = await Promise.all(
      guests.map((guest) => rename(redis, guest, 'cart:ada')),
    );
    expect(
      outcomes.filter((outcome) => outcome === 'renamed'),
      'one of the 20 can have the name. Who looks first and renames then has been overtaken in between: let the server do both in one command',
    ).toHaveLength(1);
    expect(
      (await keys()).length,
      'there were 20 carts, so Redis must hold 20 keys',
    ).toBe(20);
  });

  test('takes one command', async () => {
    await redis.rpush('cart:guest:7', 'tea');
    const sent = await commands('redis', () =>
      rename(redis, 'cart:guest:7', 'cart:ada'),
    );
    expect(
      sent,
      'what Redis was sent for one rename: it has a command that looks and renames in one step',
    ).toHaveLength(1);
  });
});

describe('Tell what went wrong', () => {
  /** With 1, as if a replica were lost: Redis takes no write then. */
  const replicasWanted = (many: number) =>
    withRedis((admin) =>
      admin.config('SET', 'min-replicas-to-write', many),
    );

  afterEach(() => replicasWanted(0));

  test('says that the old key is missing', async () => {
    await redis.rpush('cart:ada', 'tea');
    expect(
      await rename(redis, 'cart:guest:7', 'cart:bob').catch(String),
      'there is no key cart:guest:7: Redis answers with the error "ERR no such key"',
    ).toBe('missing');
    expect(
      await rename(redis, 'cart:guest:7', 'cart:ada').catch(String),
      'there is no key cart:guest:7, and cart:ada exists',
    ).toBe('missing');
    expect(await keys(), 'the keys that Redis holds').toEqual([
      'cart:ada',
    ]);
  });

  test('rejects when it could not ask', async () => {
    const closed = new Redis(url, { lazyConnect: true });
    closed.disconnect();
    expect(
      await rename(closed, 'cart:guest:7', 'cart:ada').catch(String),
      'the connection is closed, so nobody knows whether the key exists. Only "ERR no such key" means missing: throw every other error on',
    ).toMatch(/Connection is closed/);
  });

  test('rejects when Redis refuses to write', async () => {
    await redis.rpush('cart:guest:7', 'tea');
    await replicasWanted(1);
    const outcome = await rename(
      redis,
      'cart:guest:7',
      'cart:ada',
    ).catch(String);
    expect(
      outcome,
      'Redis refused with NOREPLICAS, and cart:guest:7 is there. Not every error that Redis answers with is "ERR no such key": look at its message',
    ).toMatch(/NOREPLICAS/);
  });
});

describe('Count many at once', () => {
  const seats = Array.from({ length: 100 }, (_, i) => `seat:${i + 1}`);

  test('counts a hundred keys in one round trip', async () => {
    await redis.mset('seat:3', 'ada', 'seat:77', 'bob', 'seat:200', '');
    let count = 0;
    const trips = await roundTrips('redis', async () => {
      count = await countExisting(redis, seats);
    });
    expect(
      count,
      'of seat:1 to seat:100 Redis held seat:3 and seat:77',
    ).toBe(2);
    expect(
      trips,
      'how often the answer waited for Redis: EXISTS takes any number of keys',
    ).toBe(1);
    const sent = await commands('redis', () =>
      countExisting(redis, seats),
    );
    expect(
      sent.filter((line) => line.startsWith('KEYS')),
      'the KEYS that Redis was sent: it goes through the keys of everybody',
    ).toEqual([]);
  });

  test('counts whatever a key holds', async () => {
    await redis.rpush('cart:ada', 'tea');
    await redis.set('note', '');
    expect(
      await countExisting(redis, ['cart:ada', 'note', 'cart:eve']),
      'cart:ada is a list and note is an empty text: both exist. Who reads values to count keys misses them',
    ).toBe(2);
  });

  test('counts a key once', async () => {
    await redis.mset('seat:3', 'ada', 'seat:77', 'bob');
    expect(
      await countExisting(redis, ['seat:3', 'seat:77', 'seat:3']),
      'two different keys exist, and seat:3 was named twice: EXISTS counts a key each time it is named',
    ).toBe(2);
  });

  test('sends nothing when there are no keys', async () => {
    let count: unknown;
    const sent = await commands('redis', async () => {
      count = await countExisting(redis, []).catch(String);
    });
    expect(
      count,
      'of no keys none exists; EXISTS without a key is an error',
    ).toBe(0);
    expect(sent, 'what Redis was sent').toEqual([]);
  });
});
