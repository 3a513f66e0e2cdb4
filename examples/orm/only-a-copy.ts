/**
 * A form comes back with another city. It looks like a customer, and
 * the EntityManager does not know it.
 *
 * @title What looks like an entity and is none
 * @uses postgres
 * @tags managed entity, em.assign, unique violation, missing row
 */
import { defineEntity, MikroORM, p } from '@mikro-orm/postgresql';

const Customer = defineEntity({
  name: 'Customer',
  properties: {
    id: p.integer().primary(),
    name: p.string(),
    city: p.string(),
  },
});

const orm = new MikroORM({
  clientUrl:
    process.env.DATABASE_URL ??
    'postgres://postgres@localhost:5432/postgres',
  entities: [Customer],
  colors: false,
  // Without the timings.
  logger: (line) => console.log(line.replace(/ \[took.*/, '')),
});
await orm.schema.create();
await orm.em.fork().insert(Customer, { name: 'Ada', city: 'Turin' });
// Each request has its own; only what they send is logged.
const request = () => orm.em.fork({ loggerContext: { enabled: true } });

const form = { id: 1, name: 'Ada', city: 'Milan' };

// #region copy
let em = request();
let ada = await em.findOneOrFail(Customer, form.id);
ada = { ...ada, ...form }; // a new object
await em.flush();
console.log(`flushed, and the copy says ${ada.city}`);
// #endregion copy

// #region insert
em = request();
em.create(Customer, form); // new, whatever its id says
await em.flush().catch((error) => console.log(error.name));
// #endregion insert

// #region assign
em = request();
ada = await em.findOneOrFail(Customer, form.id);
em.assign(ada, form);
await em.flush();
// #endregion assign

// #region gone
await orm.em.fork().nativeDelete(Customer, form.id); // by another
ada.city = 'Pisa';
await em.flush();
console.log('flushed, and no error');
console.log(`${await em.count(Customer)} customers`);
// #endregion gone

await orm.schema.execute('drop table customer');
await orm.close();
