/**
 * An entity changes three times. Update compares it with the table, and
 * sees a name that went and a name that came, not what was meant.
 *
 * @title A column that update takes for another
 * @uses postgres
 * @tags schema, update, rename column, drop column, safe, data loss
 */
import {
  defineEntity,
  MikroORM,
  p,
  type EntitySchema,
} from '@mikro-orm/postgresql';

const id = p.integer().primary();
const Customer = defineEntity({
  name: 'Customer',
  properties: { id, phone: p.string() },
});

const open = (customer: EntitySchema) =>
  new MikroORM({
    clientUrl:
      process.env.DATABASE_URL ??
      'postgres://postgres@localhost:5432/postgres',
    entities: [customer],
  });

let orm = open(Customer);
await orm.schema.create();
await orm.schema.execute(
  `insert into customer (phone) values ('+31 20 555 0100')`,
);

// #region deploy
/** Starts the program with another version of the entity. */
async function deploy(customer: EntitySchema, safe = false) {
  await orm.close();
  orm = open(customer);
  // What orm.schema.update({ safe }) does, and its SQL is shown.
  const options = { safe, wrap: false };
  const sql = await orm.schema.getUpdateSchemaSQL(options);
  await orm.schema.execute(sql);
  console.log(sql.trim());
  console.log(await orm.em.getConnection().execute('table customer'));
}
// #endregion deploy

// #region renamed
const Renamed = defineEntity({
  name: 'Customer',
  properties: { id, mobile: p.string() },
});
await deploy(Renamed);
// #endregion renamed

// #region replaced
// The number goes, and what a customer wants to be called comes.
const Replaced = defineEntity({
  name: 'Customer',
  properties: { id, nickname: p.string() },
});
await deploy(Replaced, true);
// #endregion replaced

// #region longer
const Longer = defineEntity({
  name: 'Customer',
  properties: { id, calledBy: p.string().length(500).default('') },
});
await deploy(Longer, true);
await deploy(Longer);
// #endregion longer

await orm.schema.execute('drop table customer');
await orm.close();
