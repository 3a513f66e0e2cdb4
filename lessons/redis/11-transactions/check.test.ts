import { Redis } from 'ioredis';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { delay } from '#check/faults';
import { clients, withRedis } from '#check/redis';
import { transfer } from './exercise.ts';

const url = process.env.REDIS_URL ?? 'redis://localhost:6379';
let redis: Redis;
let open: Redis[];

beforeEach(async () => {
  open = [];
  redis = connection();
  await redis.flushdb();
});

afterEach(async () => {
  await delay(0);
  await Promise.all(open.map((each) => each.quit()));
});

function connection(): Redis {
  const one = new Redis(url);
  open.push(one);
  return one;
}

/** What Redis itself holds of some balances. */
const balances = (...keys: string[]) =>
  withRedis((own) => own.mget(keys));

/** How often each word stands in a list: `paid` ten times. */
function tally(words: string[]) {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}

const customers = Array.from(
  { length: 20 },
  (_, i) => `wallet:${i + 1}`,
);

/** Twenty connections, which are ready, or twenty times the same. */
async function twenty(kind: 'one' | 'twenty'): Promise<Redis[]> {
  const all = customers.map(() =>
    kind === 'one' ? redis : connection(),
  );
  await Promise.all(all.map((each) => each.ping()));
  // Now all twenty have read before the first of them can write.
  await delay(5);
  return all;
}

const KINDS = ['one', 'twenty'] as const;
const over = (kind: 'one' | 'twenty') =>
  kind === 'one' ? 'over one connection' : 'over twenty connections';

describe('Move it', () => {
  test('moves the amount from one balance to the other', async () => {
    await redis.mset({ 'balance:ada': 100, 'balance:grace': 5 });
    expect(
      await transfer(redis, 'balance:ada', 'balance:grace', 30),
      'Ada had 100, and was to pay 30',
    ).toBe('paid');
    expect(
      await balances('balance:ada', 'balance:grace'),
      'what Redis holds now for Ada and for Grace, of 100 and 5',
    ).toEqual(['70', '35']);
  });

  test('writes nothing when there is not enough', async () => {
    await redis.mset({ 'balance:ada': 20, 'balance:grace': 5 });
    const watcher = connection();
    await watcher.watch('balance:ada', 'balance:grace');
    expect(
      await transfer(redis, 'balance:ada', 'balance:grace', 30),
      'Ada had 20, and was to pay 30',
    ).toBe('not enough');
    expect(
      await balances('balance:ada', 'balance:grace'),
      'what Redis holds now for Ada and for Grace, of 20 and 5',
    ).toEqual(['20', '5']);
    expect(
      await watcher.multi().ping().exec(),
      'the check had a WATCH on both balances, and its EXEC was answered with null: something was written to one of them. To take first and to give back then is visible to others, who may be refused for it',
    ).not.toBeNull();
    expect(
      await transfer(redis, 'balance:nobody', 'balance:grace', 1),
      'a balance that is not there is 0',
    ).toBe('not enough');
  });
});

describe('Twenty at once', () => {
  for (const kind of KINDS)
    test(`moves all of it when twenty pay ${over(kind)}`, async () => {
      await redis.set('wallet:shop', 0);
      await redis.mset(new Map(customers.map((key) => [key, 10])));
      const connections = await twenty(kind);
      const outcomes = await Promise.all(
        customers.map((customer, i) =>
          transfer(
            connections[i] ?? redis,
            customer,
            'wallet:shop',
            10,
          ),
        ),
      );
      expect(
        tally(outcomes),
        'each of the twenty had 10, and paid 10 to the shop at the same time. null from EXEC means that another was quicker: read again, decide again, write again',
      ).toEqual({ paid: 20 });
      expect(
        await balances('wallet:shop'),
        'each of the twenty was told "paid", so Redis must hold 200 for the shop. If it holds less, a write has undone another: money is gone',
      ).toEqual(['200']);
      const left = await balances(...customers);
      expect(
        left.filter((balance) => balance !== '0'),
        'what Redis holds for the customers, other than 0',
      ).toEqual([]);
    });

  for (const kind of KINDS)
    test(`pays no more than there is, ${over(kind)}`, async () => {
      await redis.mset({ 'balance:ada': 100, 'balance:grace': 0 });
      const connections = await twenty(kind);
      const outcomes = await Promise.all(
        connections.map((each) =>
          transfer(each, 'balance:ada', 'balance:grace', 10),
        ),
      );
      expect(
        {
          ...tally(outcomes),
          balances: await balances('balance:ada', 'balance:grace'),
        },
        'Ada had 100, and was to pay 10 twenty times at once. Below zero: what was read was old when it was written. A WATCH belongs to its connection, and the EXEC of anybody there ends it',
      ).toEqual({
        paid: 10,
        'not enough': 10,
        balances: ['0', '100'],
      });
    });
});

describe('All or nothing', () => {
  test('takes nothing when the other balance is no number', async () => {
    await redis.set('balance:ada', 100);
    await redis.rpush('balance:linus', '+5', '-3');
    const outcome = await transfer(
      redis,
      'balance:ada',
      'balance:linus',
      30,
    ).catch(() => 'rejected');
    expect(
      await balances('balance:ada'),
      'the key of Linus holds a list, so he cannot be paid, and Ada had 100. Redis takes nothing back, neither in a transaction nor in a script: find out before the first write',
    ).toEqual(['100']);
    expect(
      outcome,
      'nothing was moved, and that is no lack of money: reject',
    ).toBe('rejected');
  });
});

describe('Leave nothing open', () => {
  test('leaves no connection open', async () => {
    await redis.mset({ 'balance:ada': 50, 'balance:grace': 0 });
    await redis.rpush('balance:linus', '+5');
    const before = await clients();
    await transfer(redis, 'balance:ada', 'balance:grace', 10);
    await transfer(redis, 'balance:ada', 'balance:grace', 90);
    await transfer(redis, 'balance:ada', 'balance:linus', 10).catch(
      () => {},
    );
    await expect
      .poll(() => clients(), {
        message:
          'Redis counts more clients than before three transfers: paid, not enough and rejected. Close what you open, also then (finally)',
      })
      .toBe(before);
  });
});
