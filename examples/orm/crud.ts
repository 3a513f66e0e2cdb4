/**
 * Creates, reads, changes and removes customers as objects.
 *
 * @title Entities, and what each change sends
 * @task create, find, change and remove rows as objects
 * @uses postgres
 * @tags entity, em.create, find, findOne, em.remove, flush
 */
import { defineEntity, MikroORM, p } from '@mikro-orm/postgresql';

const Customer = defineEntity({
  name: 'Customer',
  properties: {
    id: p.integer().primary(),
    name: p.string(),
    city: p.string(),
    email: p.string().nullable(),
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
// Only what these two send is logged.
const signUp = orm.em.fork({ loggerContext: { enabled: true } });
const em = orm.em.fork({ loggerContext: { enabled: true } });

// #region create
const ada = signUp.create(Customer, { name: 'Ada', city: 'Turin' });
signUp.create(Customer, { name: 'Alan', city: 'Leeds' });
signUp.create(Customer, {
  name: 'Grace',
  city: 'Rome',
  email: 'grace@example.com',
});
console.log(`before the flush, Ada has id ${ada.id}`);
await signUp.flush();
console.log(`after the flush, Ada has id ${ada.id}`);
// #endregion create

// #region read
const grace = await em.findOneOrFail(Customer, { name: 'Grace' });
const nobody = await em.findOne(Customer, { name: 'Nobody' });
console.log(`nobody is ${nobody}`);
const list = await em.find(
  Customer,
  { name: { $like: 'A%' } },
  { orderBy: { name: 'asc' }, limit: 10 },
);
console.log(list.map(({ name }) => name).join(', '));
// #endregion read

// #region update
grace.name = 'Grace Hopper';
grace.city = 'Rome'; // as it was
await em.flush();
// #endregion update

// #region delete
em.remove(grace);
console.log('marked for removal');
await em.flush();
console.log(`${await em.count(Customer)} customers are left`);
// #endregion delete

await orm.schema.execute('drop table customer');
await orm.close();
