// Fails: finds who begins with it, the first ten by name
// ilike does not tell PLATE from plate.
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
  const escaped = prefix.replace(/[\\%_]/g, '\\$&');
  return em.find(
    Customer,
    { name: { $ilike: `${escaped}%` } },
    { orderBy: { name: 'asc' }, limit: 10 },
  );
}

export async function remove(em: EntityManager, id: number) {
  em.remove(em.getReference(Customer, id));
  await em.flush();
}
