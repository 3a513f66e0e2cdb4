// Fails: has PostgreSQL choose, sort and limit
// Loads the whole table for ten names.
import {
  defineEntity,
  p,
  type EntityManager,
} from '@mikro-orm/postgresql';

export const Customer = defineEntity({
  name: 'Customer',
  properties: {
    id: p.integer().primary(),
    name: p.string(),
    city: p.string(),
    email: p.string().nullable(),
  },
});

export async function add(
  em: EntityManager,
  name: string,
  city: string,
) {
  const customer = em.create(Customer, { name, city });
  await em.flush();
  return customer;
}

export async function rename(
  em: EntityManager,
  id: number,
  name: string,
) {
  const customer = await em.findOne(Customer, id);
  if (!customer) throw new Error(`There is no customer ${id}.`);
  customer.name = name;
  await em.flush();
}

export async function byPrefix(em: EntityManager, prefix: string) {
  const all = await em.findAll(Customer, { orderBy: { name: 'asc' } });
  return all.filter(({ name }) => name.startsWith(prefix)).slice(0, 10);
}

export async function remove(em: EntityManager, id: number) {
  em.remove(em.getReference(Customer, id));
  await em.flush();
}
