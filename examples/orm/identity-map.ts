/**
 * Loads one product in several ways, and asks whether it is one object.
 *
 * @title One row, one object, as long as it is one em
 * @task load a row again, fresh from the table
 * @uses postgres
 * @tags identity map, fork, clear, refresh
 */
import { defineEntity, MikroORM, p } from '@mikro-orm/postgresql';

const Product = defineEntity({
  name: 'Product',
  properties: {
    id: p.integer().primary(),
    sku: p.string().unique(),
    price: p.integer(),
    stock: p.integer(),
  },
});

const orm = new MikroORM({
  clientUrl:
    process.env.DATABASE_URL ??
    'postgres://postgres@localhost:5432/postgres',
  entities: [Product],
  colors: false,
  // Without the timings.
  logger: (line) => console.log(line.replace(/ \[took.*/, '')),
});
await orm.schema.create();
const cups = { sku: 'cup', price: 400, stock: 5 };
await orm.em.fork().insert(Product, cups);
// Only what this em and its forks send is logged.
const em = orm.em.fork({ loggerContext: { enabled: true } });

// #region same
const cup = await em.findOneOrFail(Product, 1);
const again = await em.findOneOrFail(Product, 1);
console.log(`the same object: ${again === cup}`);
// #endregion same

// #region query
cup.price = 450; // and no flush
// Meanwhile, in another request:
const delivery = { price: 420, stock: 105 };
await orm.em.fork().nativeUpdate(Product, 1, delivery);
const found = await em.findOneOrFail(Product, { sku: 'cup' });
console.log(`the same object: ${found === cup}`);
console.log(`price ${cup.price}, stock ${cup.stock}`);
// #endregion query

// #region fork
const other = em.fork();
const theirs = await other.findOneOrFail(Product, 1);
console.log(`the same object: ${theirs === cup}`);
console.log(`price ${theirs.price}, stock ${theirs.stock}`);
// #endregion fork

// #region clear
em.clear();
await em.flush();
console.log('cleared and flushed');
const fresh = await em.findOneOrFail(Product, 1);
console.log(`the same object: ${fresh === cup}`);
console.log(`price ${fresh.price}, and the old object ${cup.price}`);
// #endregion clear

await orm.schema.execute('drop table product');
await orm.close();
