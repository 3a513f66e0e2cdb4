/**
 * Two requests with one EntityManager: each sees, and saves, what the
 * other has not finished. Then one for each.
 *
 * @title One EntityManager for everybody
 * @task an EntityManager for each request
 * @uses postgres
 * @tags identity map, global EntityManager, fork, RequestContext
 */
import {
  defineEntity,
  type EntityManager,
  MikroORM,
  p,
  RequestContext,
} from '@mikro-orm/postgresql';

const Product = defineEntity({
  name: 'Product',
  properties: {
    id: p.integer().primary(),
    price: p.integer(),
    stock: p.integer(),
  },
});

const orm = new MikroORM({
  clientUrl:
    process.env.DATABASE_URL ??
    'postgres://postgres@localhost:5432/postgres',
  entities: [Product],
});
await orm.schema.create();

// #region global
await orm.em
  .findOne(Product, 1)
  .catch(({ message }: Error) => console.log(message.split('. ')[0]));
// #endregion global

// #region requests
/** Half price, if the manager agrees. */
async function discount(
  em: EntityManager,
  agreed: () => Promise<boolean>,
) {
  const product = await em.findOneOrFail(Product, 1);
  product.price /= 2;
  if (await agreed()) await em.flush();
}

async function sell(em: EntityManager) {
  const product = await em.findOneOrFail(Product, 1);
  console.log(`sold for ${product.price}`);
  product.stock -= 1;
  await em.flush();
}
// #endregion requests

// #region at-once
/** Gives a request its em. */
type Begin = (request: (em: EntityManager) => Promise<void>) => unknown;

async function bothAtOnce(begin: Begin) {
  await orm.em.fork().upsert(Product, { id: 1, price: 400, stock: 5 });
  await begin((em) =>
    discount(em, async () => {
      await begin(sell); // while the manager thinks
      return false;
    }),
  );
  const row = await orm.em.fork().findOneOrFail(Product, 1);
  console.log(`the row says: price ${row.price}, stock ${row.stock}`);
}
// #endregion at-once

// #region shared
const one = orm.em.fork();
console.log('one em for both:');
await bothAtOnce((request) => request(one));
// #endregion shared

// #region forks
console.log('a fork for each:');
await bothAtOnce((request) => request(orm.em.fork()));
// #endregion forks

// #region context
console.log('a context for each:');
await bothAtOnce((request) =>
  RequestContext.create(orm.em, () => request(orm.em)),
);
// #endregion context

await orm.schema.execute('drop table product');
await orm.close();
