/**
 * Two entities become tables, and PostgreSQL is asked what it has made.
 *
 * @title Tables as code, and what the catalogue says
 * @task tables from entities, with indexes and foreign keys
 * @uses postgres
 * @tags schema, defineEntity, unique, index, check, foreign key
 */
import { defineEntity, MikroORM, p } from '@mikro-orm/postgresql';

// #region entities
const Customer = defineEntity({
  name: 'Customer',
  properties: {
    id: p.integer().primary(),
    email: p.string().unique(),
  },
});

const Order = defineEntity({
  name: 'Order',
  tableName: 'orders',
  properties: {
    id: p.integer().primary(),
    customer: () => p.manyToOne(Customer),
    number: p.integer(),
    placed: p.date().index(),
    status: p.enum(['new', 'paid', 'sent']).default('new'),
    quantity: p.integer().check('quantity > 0'),
    note: p.text().nullable(),
  },
  uniques: [{ properties: ['customer', 'number'] }],
});
// #endregion entities

const orm = new MikroORM({
  clientUrl:
    process.env.DATABASE_URL ??
    'postgres://postgres@localhost:5432/postgres',
  entities: [Customer, Order],
});
const ask = (sql: string) => orm.em.getConnection().execute(sql);

// #region create
const ddl = await orm.schema.getCreateSchemaSQL({ wrap: false });
console.log(
  ddl
    .replaceAll(/, (?="\w+" \w)/g, ',\n  ') // a line for each column
    .replaceAll(' add constraint', '\n  add constraint'),
);
await orm.schema.create();
// #endregion create

// #region catalogue
console.log('indexes of orders:');
for (const { name, columns } of await ask(
  `SELECT indexname AS name,
     substring(indexdef FROM 'USING (.*)') AS columns
   FROM pg_indexes WHERE tablename = 'orders' ORDER BY 1`,
))
  console.log(`  ${columns}, ${name}`);
// #endregion catalogue

// #region refused
const em = orm.em.fork();
await em.insert(Customer, { email: 'ada@example.com' });
const order = {
  customer: 1,
  number: 1,
  placed: '2026-03-01',
  quantity: 2,
};
for (const other of [
  {},
  { quantity: 5 },
  { number: 2, quantity: 0 },
  { customer: 7 },
])
  await em.insert(Order, { ...order, ...other }).then(
    (id) => console.log(`order ${id}`),
    ({ name, constraint }) => console.log(`${name}: ${constraint}`),
  );
// #endregion refused

await ask('DROP TABLE orders, customer');
await orm.close();
