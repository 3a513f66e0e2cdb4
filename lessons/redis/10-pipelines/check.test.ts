import { Redis } from 'ioredis';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { delay } from '#check/faults';
import { keys, withRedis } from '#check/redis';
import { commands, roundTrips } from '#check/wire';
import { load, LoadError, type Products } from './exercise.ts';

const url = process.env.REDIS_URL ?? 'redis://localhost:6379';
let redis: Redis;

beforeEach(async () => {
  redis = new Redis(url);
  await redis.flushdb();
});

afterEach(async () => {
  await delay(0);
  await redis.quit();
});

/** So many products: product:001, product:002 and so on. */
function some(count: number): Products {
  const numbers = Array.from({ length: count }, (_, i) => i + 1);
  return new Map(
    numbers.map((n) => [
      key(n),
      { name: `tea ${n}`, price: `${n}.20` },
    ]),
  );
}

const key = (n: number) => `product:${String(n).padStart(3, '0')}`;

/** The number of the product that a command stores. */
const numberIn = (line: string) =>
  Number(/product:(\d+)/.exec(line)?.[1] ?? 0);

/** The keys of the hashes that Redis itself holds. */
async function hashes(): Promise<string[]> {
  const all = await keys();
  const types = await withRedis((own) =>
    Promise.all(all.map((each) => own.type(each))),
  );
  return all.filter((_, i) => types[i] === 'hash');
}

/** What load rejects with, which is to be a LoadError. */
async function failure(products: Products, size: number) {
  const outcome = await load(redis, products, size).catch(
    (error: unknown) => error,
  );
  if (outcome instanceof LoadError) return outcome;
  const found =
    outcome instanceof Error
      ? `rejected with ${outcome.name}: ${outcome.message}`
      : `resolved to ${outcome}`;
  throw new Error(
    `Redis answered one HSET with WRONGTYPE, and load ${found}. exec() resolves all the same: the error is in the slot of that command. Throw new LoadError(stored, refused).`,
  );
}

/** What stands in the way of HSET, as an older version stored it. */
const inTheWay = (n: number) => redis.set(key(n), '{"name":"tea"}');

describe('One trip a batch', () => {
  test('stores 50 products in three trips', async () => {
    await delay(5); // so that no answer comes while a batch is sent
    let count = 0;
    const trips = await roundTrips('redis', async () => {
      count = await load(redis, some(50), 20);
    });
    expect(
      await hashes(),
      'Redis itself was asked which hashes it holds, when load had resolved: 50 were to be stored',
    ).toHaveLength(50);
    expect(
      await withRedis((own) => own.hgetall(key(50))),
      `the fields of ${key(50)}`,
    ).toEqual({ name: 'tea 50', price: '50.20' });
    expect(
      trips,
      '50 products, 20 to a pipeline, are three round trips: 20, 20 and 10. More: a command waits for its answer by itself, as when it goes to redis and not to the pipeline. Fewer: more than a batch was under way at once',
    ).toBe(3);
    expect(count, 'load resolves to how many were stored').toBe(50);
  });

  test('fills each batch, and sends no empty one', async () => {
    await delay(5);
    const trips = await roundTrips('redis', async () => {
      await load(redis, some(40), 20);
    });
    expect(trips, '40 products, 20 to a pipeline: two trips').toBe(2);
    const sent = await commands('redis', async () => {
      expect(
        await load(redis, new Map()),
        'of no products none is stored',
      ).toBe(0);
    });
    expect(sent, 'what Redis was sent for no products').toEqual([]);
  });
});

describe('Say what was refused', () => {
  test('rejects with the key of each slot that has an error', async () => {
    await inTheWay(3);
    await inTheWay(7);
    const { refused } = await failure(some(10), 10);
    expect(
      [...refused.keys()].sort(),
      'Redis refused two of the ten. A slot stands where its command stood: slots[2] belongs to the third product, and the other slots are to be looked at as well',
    ).toEqual([key(3), key(7)]);
    expect(
      refused.get(key(7))?.message,
      'the reason is the error of that slot',
    ).toContain('WRONGTYPE');
  });

  test('tells what was stored, also behind a slot with an error', async () => {
    await inTheWay(2);
    const { stored } = await failure(some(5), 5);
    expect(
      await hashes(),
      'Redis itself was asked: an error in one slot stops no other, and takes nothing back',
    ).toEqual([1, 3, 4, 5].map(key));
    expect(
      [...stored].sort(),
      'Redis holds four of the five products, and `stored` is to name them',
    ).toEqual([1, 3, 4, 5].map(key));
  });
});

describe('Stop there', () => {
  test('sends nothing behind the batch with an error', async () => {
    await inTheWay(15);
    let error: LoadError | undefined;
    const sent = await commands('redis', async () => {
      error = await failure(some(30), 10);
    });
    const third = sent.filter((line) => numberIn(line) > 20);
    expect(
      third,
      `the second batch had an error, so nothing of the third was to be sent (${key(21)} and on)`,
    ).toEqual([]);
    expect(
      error?.stored.length,
      'the ten of the first batch, and nine of the second',
    ).toBe(19);
    expect(
      await hashes(),
      'Redis itself was asked which hashes it holds',
    ).toHaveLength(19);
  });
});
