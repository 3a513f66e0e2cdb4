import { MikroORM } from '@mikro-orm/postgresql';
import {
  afterAll,
  beforeAll,
  beforeEach,
  describe,
  expect,
  test,
} from 'vitest';
import {
  connections,
  openTransactions,
  query,
  rows,
} from '#check/postgres';
import { statements } from '#check/wire';
import { aHundred, Product } from './a-hundred.ts';
import { handle, type Step } from './exercise.ts';

const orm = new MikroORM({
  clientUrl:
    process.env.DATABASE_URL ??
    'postgres://postgres@localhost:5432/postgres',
  entities: [Product],
  pool: { max: 5 },
});

beforeAll(() =>
  query(`drop table if exists product;
    create table product (id int primary key, price int)`),
);
beforeEach(() =>
  query(`truncate product;
    insert into product select n, 1000 from generate_series(1, 10) n`),
);
afterAll(async () => {
  await orm.close();
  await query('drop table if exists product');
});

/** The prices as PostgreSQL has them, product 1 first. */
async function prices() {
  const all = await rows<{ price: number }>('product');
  return all.map(({ price }) => price);
}

/** A step that sets a price, and flushes nothing. */
const setPrice =
  (id: number, price: number): Step =>
  async (em) => {
    const product = await em.findOneOrFail(Product, id);
    product.price = price;
  };

describe('An em of its own', () => {
  test('leaves nothing behind', async () => {
    for (let id = 1; id <= 10; id += 1)
      await handle(orm, [setPrice(id, 900)]);
    const held = orm.em.getUnitOfWork(false).getIdentityMap();
    expect(
      [await openTransactions(), held.values().length],
      'the transactions that are open, and the objects that orm.em keeps, after ten requests. An open one is a flush that nobody waited for; an object there was loaded with orm.em itself, not with a fork',
    ).toEqual([0, 0]);
    expect(await connections(), 'the pool has 5').toBeLessThan(6);
  });

  test('begins with what the rows say now', async () => {
    const seen: number[] = [];
    const look: Step = async (em) => {
      seen.push((await em.findOneOrFail(Product, 1)).price);
    };
    await handle(orm, [look]);
    await query('update product set price = 900 where id = 1');
    await handle(orm, [look]);
    expect(
      seen,
      'a request has read the price 1000, another process has made it 900, and the next request has read it. If it still sees 1000, its em has kept the object of the request before',
    ).toEqual([1000, 900]);
  });
});

describe('The same em for each step', () => {
  test('gives each step the same object, for one SELECT', async () => {
    const found: object[] = [];
    const find: Step = async (em) => {
      found.push(await em.findOneOrFail(Product, 1));
    };
    const sent = await statements(() =>
      handle(orm, [find, setPrice(1, 900), find]),
    );
    expect(
      found[0] === found[1] && found.length === 2,
      'the first and the third step have loaded product 1, and must have the same object (===). Two objects for one row mean two ems: what one step changes, the other does not see',
    ).toBe(true);
    expect(
      sent.filter((sql) => /^\s*select/i.test(sql)).length,
      'how many SELECTs were sent for product 1: the em knows it after the first',
    ).toBe(1);
  });
});

describe('One flush, at the end', () => {
  test('writes in one transaction, after the last step', async () => {
    let during: number[] = [];
    await handle(orm, [
      setPrice(1, 900),
      setPrice(2, 800),
      async () => {
        during = await prices();
      },
    ]);
    expect(
      during.slice(0, 2),
      'the table, read by another connection while the last step ran: nothing is written until all steps are done',
    ).toEqual([1000, 1000]);
    expect(
      (await prices()).slice(0, 2),
      'the table when handle has resolved. The old prices mean that nothing was flushed, or that nobody waited for it',
    ).toEqual([900, 800]);
    const writers = await query(
      'select distinct xmin::text from product where id < 3',
    );
    expect(
      writers,
      'the transactions that wrote the two rows (their xmin)',
    ).toHaveLength(1);
  });

  test('writes nothing when a step fails, and says why', async () => {
    const refused = new Error('the card was refused');
    const refuse = () => Promise.reject(refused);
    const outcome = await handle(orm, [setPrice(1, 900), refuse]).catch(
      (error) => error,
    );
    expect(
      (await prices()).slice(0, 2),
      'the second step has failed, so nothing of this request may be written',
    ).toEqual([1000, 1000]);
    expect(outcome, 'let the error of the step through').toBe(refused);
  });

  test('holds no connection while a step waits', async () => {
    let open = 0;
    await handle(orm, [
      setPrice(1, 900),
      async () => {
        open = await openTransactions();
      },
    ]);
    expect(
      open,
      'transactions that were open while a step waited for something else. Each holds a connection: as many slow requests as the pool has connections, and nobody is served. The flush begins its own',
    ).toBe(0);
  });
});

describe('A hundred at once', () => {
  test('has a hundred requests under way at once', async () => {
    const seen = await aHundred(orm, handle);
    expect(seen, 'each has loaded its product').toHaveLength(100);
  });

  test('shows no request what another has not flushed', async () => {
    expect(
      [...new Set(await aHundred(orm, handle))].slice(0, 5),
      'the table says 1000 for each product, and no request had flushed: so each must have read 1000. Another number was the unfinished work of another request',
    ).toEqual([1000]);
    expect(
      await prices(),
      'for each product one request was granted: the first took 1 from product 1, the second 2 from product 2. More is missing where a flush has written what requests had changed that then failed',
    ).toEqual([999, 998, 997, 996, 995, 994, 993, 992, 991, 990]);
  });
});
