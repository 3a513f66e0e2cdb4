import { MikroORM } from '@mikro-orm/postgresql';
import {
  afterAll,
  beforeAll,
  beforeEach,
  describe,
  expect,
  test,
} from 'vitest';
import { query, rows } from '#check/postgres';
import { statements } from '#check/wire';
import { applyPriceList, Product } from './exercise.ts';

const orm = new MikroORM({
  clientUrl:
    process.env.DATABASE_URL ??
    'postgres://postgres@localhost:5432/postgres',
  entities: [Product],
});

beforeAll(async () => {
  await query('drop table if exists product');
  await query(
    `create table product (
       sku varchar(255) primary key,
       price int not null constraint price_above_0 check (price > 0)
     )`,
  );
});

beforeEach(async () => {
  await query('truncate product');
  await has({ cup: 400, jug: 900, pot: 1500, lid: 200 });
});

afterAll(async () => {
  await orm.close();
  await query('drop table if exists product');
});

/** Fills the table, past the ORM. */
async function has(prices: Record<string, number>) {
  await query(
    'insert into product select * from unnest($1::text[], $2::int[])',
    [Object.keys(prices), Object.values(prices)],
  );
}

/** The table as PostgreSQL has it, past the ORM. */
async function table() {
  const products = await rows<{ sku: string; price: number }>(
    'product',
  );
  return Object.fromEntries(
    products.map(({ sku, price }) => [sku, price]),
  );
}

/** Which transaction wrote each row: its hidden column xmin. */
async function writers() {
  const products = await query<{ sku: string; xmin: string }>(
    'select sku, xmin from product',
  );
  return Object.fromEntries(
    products.map(({ sku, xmin }) => [sku, xmin]),
  );
}

function offers(prices: Record<string, number>) {
  return Object.entries(prices).map(([sku, price]) => ({ sku, price }));
}

describe('Make the table say what the list says', () => {
  test('makes the table say what the price list says', async () => {
    const list = { cup: 450, jug: 900, tray: 700 };
    await applyPriceList(orm.em.fork(), offers(list));
    expect(
      await table(),
      'read by another connection as soon as applyPriceList resolved. Rows as they were mean that nothing was flushed, or that nobody waited for the flush',
    ).toEqual(list);
  });

  test('does not write a row whose price is the same', async () => {
    const before = await writers();
    await applyPriceList(
      orm.em.fork(),
      offers({ cup: 450, jug: 900, pot: 1500 }),
    );
    const after = await writers();
    expect(
      after.cup,
      'the cup has a new price: a new transaction wrote its row',
    ).not.toBe(before.cup);
    expect(
      { jug: after.jug, pot: after.pot },
      'jug and pot cost what they cost before, and PostgreSQL wrote their rows all the same (their xmin changed): locks, triggers and dead rows for nothing',
    ).toEqual({ jug: before.jug, pot: before.pot });
  });
});

describe('Few statements, in one transaction', () => {
  test('needs at most 6 statements, however long the list is', async () => {
    const list: Record<string, number> = { cup: 450, jug: 900 };
    const known: Record<string, number> = {};
    for (let number = 1; number <= 60; number += 1) {
      list[`plate-${number}`] = 300 + number;
      if (number % 2) known[`plate-${number}`] = 300;
    }
    await has(known);
    const sent = await statements(() =>
      applyPriceList(orm.em.fork(), offers(list)),
    );
    const { 'plate-60': last } = await table();
    expect(
      last,
      'plate-60 is the last line of the list, and the table lacks it: nothing was flushed, or nobody waited',
    ).toBe(360);
    const first = sent.slice(0, 8).map((sql) => `  ${sql}`);
    expect(
      sent.length,
      `PostgreSQL was sent ${sent.length} statements; SELECT, BEGIN, INSERT, UPDATE, DELETE and COMMIT are enough. A count that grows with the list means a query or a flush inside the loop. The first were:\n${first.join('\n')}`,
    ).toBeLessThanOrEqual(6);
  });

  test('writes new and changed rows in one transaction', async () => {
    const list = { cup: 450, jug: 950, tray: 700, mug: 300 };
    await applyPriceList(orm.em.fork(), offers(list));
    expect(
      new Set(Object.values(await writers())).size,
      'all 4 rows of the table are new or changed, so one transaction wrote them all (their xmin is the same). More mean several flushes: between two of them, a reader sees half a price list',
    ).toBe(1);
  });

  test('changes nothing when PostgreSQL refuses one price', async () => {
    const em = orm.em.fork();
    await applyPriceList(em, offers({ cup: 400, jug: 900, pot: 1500 }));
    const before = await table();
    const list = offers({ tray: 700, cup: 450, jug: 0, mug: 300 });
    const outcome = await applyPriceList(em, list).then(
      () => 'resolved',
      () => 'rejected',
    );
    expect(
      await table(),
      'the price 0 is refused, so tray, cup and mug must stay unwritten and pot must stay. What is different here was committed before the refusal',
    ).toEqual(before);
    expect(
      outcome,
      'the table is as it was, and nobody was told: let the error of the flush through',
    ).toBe('rejected');
  });
});

describe('Keep the objects of others true', () => {
  test("keeps the caller's objects in step with the table", async () => {
    const em = orm.em.fork();
    const cup = await em.findOneOrFail(Product, 'cup');
    await applyPriceList(em, offers({ cup: 450, jug: 900 }));
    expect(
      await table(),
      'nothing was flushed, or nobody waited for the flush',
    ).toEqual({ cup: 450, jug: 900 });
    expect(
      cup.price,
      'the row says 450, the object that the caller holds says something else: it is stale. The UPDATE went past the unit of work, or through another EntityManager',
    ).toBe(450);
  });
});
