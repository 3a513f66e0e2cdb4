import { MikroORM, type EntityManager } from '@mikro-orm/postgresql';
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
import { add, byPrefix, Customer, remove, rename } from './exercise.ts';

const orm = new MikroORM({
  clientUrl:
    process.env.DATABASE_URL ??
    'postgres://postgres@localhost:5432/postgres',
  entities: [Customer],
});
/** As a request has one. */
let em: EntityManager;

beforeAll(async () => {
  await query('drop table if exists customer');
  await query(
    `create table customer (
       id serial primary key, name text not null,
       city text not null, email text
     )`,
  );
});

beforeEach(async () => {
  await query('truncate customer restart identity');
  em = orm.em.fork();
});

afterAll(async () => {
  await orm.close();
  await query('drop table if exists customer');
});

/** Puts customers from Turin into the table, past the ORM: ids from 1. */
const has = (...names: string[]) =>
  query(
    `insert into customer (name, city, email)
     select unnest($1::text[]), 'Turin', 'mail@example.com'`,
    [names],
  );

/** The table as PostgreSQL has it: `Ada from Turin`. */
async function table() {
  const all = await rows<{ name: string; city: string }>('customer');
  return all.map(({ name, city }) => `${name} from ${city}`);
}

const names = (found: { name: string }[]) =>
  found.map(({ name }) => name);

/** Which of the statements write. */
const writes = (sent: string[]) =>
  sent.filter((sql) => /^\s*(insert|update|delete)/i.test(sql));

const listed = (sent: string[]) =>
  sent.map((sql) => `\n  ${sql}`).join('') || ' nothing';

describe('Add', () => {
  test('sends one INSERT, and resolves when the row is there', async () => {
    const sent = await statements(() => add(em, 'Ada', 'Turin'));
    expect(
      await table(),
      'read by another connection as soon as add resolved. No row means that nothing was flushed, or that nobody waited for it',
    ).toEqual(['Ada from Turin']);
    expect(
      writes(sent).length,
      `one INSERT is enough; its "returning" brings the id. Sent was:${listed(sent)}`,
    ).toBe(1);
  });

  test('hands back an object that the em manages', async () => {
    const ada = await add(em, 'Ada', 'Turin');
    expect(ada.id, 'the id that PostgreSQL gave to the row').toBe(1);
    ada.city = 'Pisa';
    await em.flush();
    expect(
      await table(),
      "the caller changed the object and flushed its own em, and the row must follow. It does not when the object is a copy, or another em's",
    ).toEqual(['Ada from Pisa']);
  });
});

describe('Rename', () => {
  test('sends an UPDATE with the name and no other column', async () => {
    await has('Ada', 'Alan');
    const sent = await statements(() => rename(em, 2, 'Alan Turing'));
    expect(
      await table(),
      'read by another connection as soon as rename resolved',
    ).toEqual(['Ada from Turin', 'Alan Turing from Turin']);
    const written = writes(sent);
    expect(
      written.length === 1 &&
        /^\s*update/i.test(written[0]!) &&
        !/\b(city|email)\b/.test(written[0]!),
      `one UPDATE that names no other column: what you write back as you read it undoes what others wrote there meanwhile. Written was:${listed(written)}`,
    ).toBe(true);
  });

  test('says which customer is not there', async () => {
    const outcome = await rename(em, 99, 'Nobody').then(
      () => 'resolved, as if it were renamed',
      ({ message }: Error) => message,
    );
    expect(
      outcome,
      'there is no customer 99, and an UPDATE of no row is no error to PostgreSQL. Throw one that names the id',
    ).toContain('99');
  });

  test('writes nothing when the name is the same', async () => {
    await has('Ada');
    const sent = await statements(() => rename(em, 1, 'Ada'));
    expect(
      writes(sent),
      'Ada is called Ada already. Change the property, and leave it to flush to see that there is no difference',
    ).toEqual([]);
  });
});

describe('Find by prefix', () => {
  test('finds who begins with it, the first ten by name', async () => {
    const plates = Array.from(
      { length: 12 },
      (_, i) => `plate-${i + 10}`,
    );
    await has(...plates.toReversed(), 'a plate', 'PLATE-00', 'tray');
    expect(
      names(await byPrefix(em, 'plate')),
      'twelve of the fifteen begin with "plate" (PLATE-00 does not); wanted are the first ten of them',
    ).toEqual(plates.slice(0, 10));
  });

  test('has PostgreSQL choose, sort and limit', async () => {
    const sent = await statements(() => byPrefix(em, 'plate'));
    expect(
      sent.length === 1 &&
        ['where', 'order by', 'limit'].every((word) =>
          sent[0]!.toLowerCase().includes(word),
        ),
      `one SELECT with where, order by and limit: without them, every customer travels to you, and becomes an object. Sent was:${listed(sent)}`,
    ).toBe(true);
  });

  test('takes each sign of the prefix for itself', async () => {
    await has('50% off', '500 plates', 'a_b', 'axb', 'c\\d', 'cd');
    const found: Record<string, string[]> = {};
    for (const prefix of ['50%', 'a_', 'c\\', '%'])
      found[prefix] = names(await byPrefix(em, prefix));
    expect(
      found,
      'in a pattern of LIKE, % stands for any text, _ for any one sign, and \\ takes the meaning from the next. In a name they are themselves',
    ).toEqual({
      '50%': ['50% off'],
      a_: ['a_b'],
      'c\\': ['c\\d'],
      '%': [],
    });
  });
});

describe('Remove', () => {
  test('deletes the row without a SELECT', async () => {
    await has('Ada', 'Alan');
    const sent = await statements(() => remove(em, 1));
    expect(
      await table(),
      'read by another connection as soon as remove resolved',
    ).toEqual(['Alan from Turin']);
    expect(
      sent.filter((sql) => /^\s*select/i.test(sql)),
      'the id is all that a DELETE needs: em.getReference makes an object of it without asking',
    ).toEqual([]);
  });

  test('leaves no object of it in the em', async () => {
    await has('Ada');
    await em.findOneOrFail(Customer, 1);
    await remove(em, 1);
    expect(
      await em.findOne(Customer, 1),
      'the em had loaded customer 1 before. The row is gone, and em.findOne still hands out the object: the DELETE went past the em',
    ).toBeNull();
  });

  test('does not mind that there is no such row', async () => {
    await has('Ada');
    await remove(em, 99);
    expect(await table(), 'no other').toEqual(['Ada from Turin']);
  });
});
