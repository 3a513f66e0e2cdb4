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
import { Customer, Product, Review } from './exercise.ts';

const orm = new MikroORM({
  clientUrl:
    process.env.DATABASE_URL ??
    'postgres://postgres@localhost:5432/postgres',
  entities: [Product, Customer, Review],
});

/** Its table, which an answer may name otherwise. */
const { tableName } = orm.getMetadata().get(Review);

const dropTables = () =>
  query(`DROP TABLE IF EXISTS "${tableName}", customer, product`);

beforeAll(async () => {
  await dropTables();
  await orm.schema.create();
});

beforeEach(async () => {
  await query(`TRUNCATE "${tableName}", customer, product`);
  await query(`INSERT INTO product VALUES (1, 'cup'), (2, 'jug')`);
  await query(
    `INSERT INTO customer VALUES (1, 'ada@example.com'), (2, 'bob@example.com')`,
  );
});

afterAll(async () => {
  await orm.close();
  await dropTables();
});

const a = {
  product_id: 1,
  customer_id: 1,
  stars: 4,
  text: 'It holds tea.',
};

/** Inserts a review past the ORM: 'taken', or why PostgreSQL refused it. */
async function insert(other: object = {}): Promise<string> {
  const { product_id, customer_id, stars, text } = { ...a, ...other };
  return query(
    `INSERT INTO "${tableName}" (product_id, customer_id, stars, text)
     VALUES ($1, $2, $3, $4)`,
    [product_id, customer_id, stars, text],
  ).then(
    () => 'taken',
    ({ code }) => REFUSALS.get(code) ?? `refused with ${code}`,
  );
}

const REFUSALS = new Map([
  ['23001', 'refused: foreign key'], // of ON DELETE RESTRICT
  ['23502', 'refused: not null'],
  ['23503', 'refused: foreign key'],
  ['23505', 'refused: unique'],
  ['23514', 'refused: check'],
]);

const remove = (table: string) =>
  query(`DELETE FROM ${table} WHERE id = 1`).then(
    () => 'deleted',
    ({ code }) => REFUSALS.get(code) ?? `refused with ${code}`,
  );

/** For each index of the table, its first column. */
async function firstColumns(): Promise<string[]> {
  const found = await query<{ name: string }>(
    `SELECT attname AS name FROM pg_index
     JOIN pg_class ON pg_class.oid = indrelid
     JOIN pg_attribute ON attrelid = indrelid AND attnum = indkey[0]
     WHERE relname = $1 AND indpred IS NULL ORDER BY 1`,
    [tableName],
  );
  return found.map(({ name }) => name);
}

describe('Refuse what must not be', () => {
  test('has a column for each part of a review', async () => {
    const found = await query<{ column_name: string }>(
      `SELECT column_name FROM information_schema.columns
       WHERE table_name = $1 ORDER BY 1`,
      [tableName],
    );
    const parts = ['customer_id', 'product_id', 'stars', 'text'];
    expect(
      parts.filter(
        (part) =>
          !found.some(({ column_name }) => column_name === part),
      ),
      `columns that the table "${tableName}" lacks. Begin with the properties of Review: product and customer are p.manyToOne`,
    ).toEqual([]);
    expect(await insert(), 'a review of 4 stars').toBe('taken');
  });

  test('refuses a review that lacks a part', async () => {
    for (const part of Object.keys(a))
      expect(
        await insert({ [part]: null }),
        `a review whose ${part} is NULL. A check does not refuse it: with NULL it is neither true nor false`,
      ).toBe('refused: not null');
  });

  test('refuses 0 stars and 6', async () => {
    for (const stars of [0, 6, -1])
      expect(
        await insert({ stars }),
        `a review of ${stars} stars, by a program that knows nothing of your entity. Only what stands in the table holds for it`,
      ).toBe('refused: check');
    const other = { customer_id: 2, product_id: 2 };
    for (const stars of [1, 5])
      expect(
        await insert({ stars, ...(stars === 5 && other) }),
        `a review of ${stars} stars`,
      ).toBe('taken');
  });

  test('takes one review of each customer for each product', async () => {
    await insert();
    expect(
      await insert({ customer_id: 2 }),
      'the cup, reviewed by a second customer. A column that is unique by itself allows one review of a product, or by a customer, in all',
    ).toBe('taken');
    expect(
      await insert({ product_id: 2 }),
      'a second product, reviewed by the same customer',
    ).toBe('taken');
    expect(
      await insert({ stars: 1 }),
      'the same product, reviewed by the same customer once more',
    ).toBe('refused: unique');
  });
});

describe('Go with the product, keep the customer', () => {
  test('refuses a review of what is not there', async () => {
    for (const key of ['product_id', 'customer_id'])
      expect(
        await insert({ [key]: 7 }),
        `a review whose ${key} is 7: there is no such row`,
      ).toBe('refused: foreign key');
  });

  test('deletes the reviews along with their product', async () => {
    await insert();
    await insert({ product_id: 2 });
    expect(
      await remove('product'),
      'DELETE of a product with a review, by SQL. The rule must stand in the foreign key: what the ORM does at em.remove does not happen here',
    ).toBe('deleted');
    const left = await rows<{ product_id: number }>(tableName);
    expect(
      left.map(({ product_id }) => product_id),
      'products whose reviews are left',
    ).toEqual([2]);
  });

  test('keeps a customer who has reviews', async () => {
    await insert();
    expect(
      await remove('customer'),
      'DELETE of a customer with a review: it must not take the review along. A relation of a primary key gets ON DELETE CASCADE unless its deleteRule says otherwise',
    ).toBe('refused: foreign key');
  });
});

describe('Find without reading the whole table', () => {
  test('has an index that begins with the product', async () => {
    expect(
      await firstColumns(),
      'the first column of each index of reviews. PostgreSQL makes no index for a foreign key, and one on (customer, product) is sorted by customer',
    ).toEqual(expect.arrayContaining(['product_id']));
  });

  test('has an index that begins with the customer', async () => {
    expect(
      await firstColumns(),
      'the first column of each index of reviews. PostgreSQL makes no index for a foreign key, and one on (product, customer) is sorted by product',
    ).toEqual(expect.arrayContaining(['customer_id']));
  });
});
