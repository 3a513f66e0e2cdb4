/**
 * Changes objects, and lets flush find the statements.
 *
 * @title What a flush sends, in which order, and all or nothing
 * @task save many changes in one transaction
 * @uses postgres
 * @tags unit of work, flush, dirty checking, batch, rollback
 */
import { defineEntity, MikroORM, p } from '@mikro-orm/postgresql';

const Product = defineEntity({
  name: 'Product',
  properties: { sku: p.string().primary(), price: p.integer() },
});
const OrderLine = defineEntity({
  name: 'OrderLine',
  properties: {
    id: p.integer().primary(),
    product: () => p.manyToOne(Product),
    quantity: p.integer(),
  },
});

const orm = new MikroORM({
  clientUrl:
    process.env.DATABASE_URL ??
    'postgres://postgres@localhost:5432/postgres',
  entities: [Product, OrderLine],
  colors: false,
  // Without the timings.
  logger: (line) => console.log(line.replace(/ \[took.*/, '')),
});
await orm.schema.create();
// Only what this em sends is logged.
const em = orm.em.fork({ loggerContext: { enabled: true } });

// #region create
const cup = em.create(Product, { sku: 'cup', price: 400 });
em.create(OrderLine, { product: cup, quantity: 2 });
const jug = em.create(Product, { sku: 'jug', price: 900 });
em.create(OrderLine, { product: jug, quantity: 1 });
const pot = em.create(Product, { sku: 'pot', price: 1500 });
console.log('created 5 objects');
await em.flush();
// #endregion create

// #region change
cup.price = 450;
pot.price = 1600;
console.log('changed 2 of them');
await em.flush();
// #endregion change

// #region refused
em.remove(jug); // an order line refers to it
cup.price = 500;
em.create(Product, { sku: 'lid', price: 200 });
console.log('removed, changed, created');
await em.flush().catch((error) => console.log(error.name));
// #endregion refused

// #region afterwards
console.log('flushed again');
await em.flush();
const rows = await orm.em.fork().findAll(Product);
const prices = rows.map(({ sku, price }) => `${sku} ${price}`);
console.log(`rows: ${prices.sort().join(', ')}`);
console.log(`object: cup ${cup.price}`);
// #endregion afterwards

await orm.schema.execute('drop table order_line, product');
await orm.close();
