// Fails: deletes the row without a SELECT
// Loads a row for the pleasure of deleting it.
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
  const literal = prefix.replace(/[\\%_]/g, '\\$&');
  return em.find(
    Customer,
    { name: { $like: `${literal}%` } },
    { orderBy: { name: 'asc' }, limit: 10 },
  );
}

export async function remove(em: EntityManager, id: number) {
  const customer = await em.findOne(Customer, id);
  if (customer) await em.remove(customer).flush();
}
