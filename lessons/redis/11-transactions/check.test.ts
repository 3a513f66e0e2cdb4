import { Redis } from 'ioredis';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { delay } from '#check/faults';
import { clients, withRedis } from '#check/redis';
import {
  customers,
  outcomeOf,
  tally,
  whileAnotherTakes,
} from './bank.ts';
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

const KINDS = ['one connection', 'twenty connections'] as const;

/** Twenty connections, which are ready, or twenty times the same. */
async function twenty(kind: (typeof KINDS)[number]): Promise<Redis[]> {
  const all = customers.map(() =>
    kind === KINDS[0] ? redis : connection(),
  );
  await Promise.all(all.map((each) => each.ping()));
  // Now all twenty have read before the first of them can write.
  await delay(5);
  return all;
}

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
    test(`moves all of it when twenty pay over ${kind}`, async () => {
      await redis.set('wallet:shop', 0);
      await redis.mset(new Map(customers.map((key) => [key, 10])));
      const connections = await twenty(kind);
      const outcomes = await Promise.all(
        connections.map((each, i) =>
          transfer(each, customers[i] ?? '', 'wallet:shop', 10),
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
    test(`pays no more than there is, over ${kind}`, async () => {
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

  test('notices what another program writes meanwhile', async () => {
    await redis.mset({ 'balance:ada': 100, 'balance:grace': 0 });
    await delay(20);
    const outcome = await withRedis((own) =>
      whileAnotherTakes(own, 'balance:ada', () =>
        transfer(redis, 'balance:ada', 'balance:grace', 60),
      ),
    );
    expect(
      await balances('balance:ada', 'balance:grace'),
      `Ada had 100, and transfer resolved to "${outcome}". Right after its first command that names her balance another client set that to 0. Anything else now: it was decided and written on the old balance. A lock in your program, or one that others do not ask for, holds nobody off`,
    ).toEqual(['0', outcome === 'paid' ? '60' : '0']);
  });
});

const NO_NUMBER = 'that is no lack of money: reject';

describe('All or nothing', () => {
  test('takes nothing when the other balance is no number', async () => {
    await redis.rpush('balance:list', '+5', '-3');
    await redis.set('balance:text', 'closed');
    for (const kind of ['list', 'text']) {
      await redis.set('balance:ada', 100);
      const to = `balance:${kind}`;
      const outcome = await outcomeOf(
        transfer(redis, 'balance:ada', to, 30),
      );
      expect(
        await balances('balance:ada'),
        `${to} holds a ${kind} and no number, so nobody can be paid there, and Ada had 100. Redis takes nothing back, neither in a transaction nor in a script: find out before the first write`,
      ).toEqual(['100']);
      expect(outcome, NO_NUMBER).toBe('rejected');
    }
  });

  test('gives nothing when the own balance is no number', async () => {
    await redis.mset({ 'balance:text': 'closed', 'balance:grace': 5 });
    const outcome = await outcomeOf(
      transfer(redis, 'balance:text', 'balance:grace', 30),
    );
    expect(
      await balances('balance:grace'),
      'balance:text holds a text and no number, so nobody can pay from it, and Grace had 5. NaN < 30 is false: look whether it is a number before you compare',
    ).toEqual(['5']);
    expect(outcome, NO_NUMBER).toBe('rejected');
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
