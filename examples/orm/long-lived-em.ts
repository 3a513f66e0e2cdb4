/**
 * One EntityManager serves ten requests, and keeps what they loaded.
 *
 * @title An EntityManager that is never left
 * @uses postgres
 * @tags identity map, memory, stale entity
 */
import { defineEntity, MikroORM, p } from '@mikro-orm/postgresql';

const Product = defineEntity({
  name: 'Product',
  properties: { id: p.integer().primary(), price: p.integer() },
});

const orm = new MikroORM({
  clientUrl:
    process.env.DATABASE_URL ??
    'postgres://postgres@localhost:5432/postgres',
  entities: [Product],
});
await orm.schema.create();
await orm.schema.execute(
  'insert into product select n, 400 from generate_series(1, 100) n',
);

const em = orm.em.fork();
const held = () => em.getUnitOfWork().getIdentityMap().values().length;

// #region grows
for (let page = 0; page < 10; page += 1)
  await em.find(
    Product,
    {},
    { orderBy: { id: 'asc' }, limit: 10, offset: 10 * page },
  );
console.log(`after ten requests it holds ${held()} objects`);
// #endregion grows

// #region stale
await orm.em.fork().nativeUpdate(Product, 1, { price: 500 });
const product = await em.findOneOrFail(Product, 1);
console.log(`the row says 500, the object ${product.price}`);
// #endregion stale

// #region clear
em.clear();
console.log(`after a clear it holds ${held()}`);
product.price = 300; // another request was not done with it
await em.flush();
const row = await orm.em.fork().findOneOrFail(Product, 1);
console.log(`the object says ${product.price}, the row ${row.price}`);
// #endregion clear

await orm.schema.execute('drop table product');
await orm.close();
