/**
 * A delivery of 100 cups vanishes: an UPDATE went past an object that
 * was loaded before, and the object wrote its old number back.
 *
 * @title An UPDATE that a loaded object does not hear of
 * @uses postgres
 * @tags unit of work, nativeUpdate, stale entity, refresh, lost update
 */
import { defineEntity, MikroORM, p, raw } from '@mikro-orm/postgresql';

const Product = defineEntity({
  name: 'Product',
  properties: { sku: p.string().primary(), stock: p.integer() },
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
await orm.em.fork().insert(Product, { sku: 'cup', stock: 5 });

async function rowSays() {
  const { stock } = await orm.em.fork().findOneOrFail(Product, 'cup');
  console.log(`the row says ${stock}`);
}

// Only what this em sends is logged.
// #region delivery
const em = orm.em.fork({ loggerContext: { enabled: true } });
const cup = await em.findOneOrFail(Product, 'cup');
const delivery = { stock: raw('stock + 100') };
await em.nativeUpdate(Product, { sku: 'cup' }, delivery);
await rowSays();
// #endregion delivery

// #region sale
const same = await em.findOneOrFail(Product, 'cup'); // sends nothing
console.log(`the object says ${same.stock}`);
same.stock -= 1;
await em.flush();
await rowSays();
// #endregion sale

// #region refresh
await em.nativeUpdate(Product, { sku: 'cup' }, delivery);
await em.refresh(cup);
cup.stock -= 1;
await em.flush();
await rowSays();
// #endregion refresh

// #region difference
await em.nativeUpdate(Product, { sku: 'cup' }, delivery);
cup.stock = raw<number>('stock - 1');
await em.flush();
console.log(`the object says ${cup.stock}`);
await rowSays();
// #endregion difference

await orm.schema.execute('drop table product');
await orm.close();
