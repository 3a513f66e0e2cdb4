import {
  defineEntity,
  p,
  type EntityManager,
  type InferEntity,
} from '@mikro-orm/postgresql';

/** A row of the table `customer`. The check makes the table. */
export const Customer = defineEntity({
  name: 'Customer',
  properties: {
    id: p.integer().primary(),
    name: p.string(),
    city: p.string(),
    email: p.string().nullable(),
  },
});

export type Customer = InferEntity<typeof Customer>;

/**
 * Adds a customer. Resolves, when PostgreSQL has the row, to an object
 * with its id that `em` manages: the caller may go on and change it.
 */
export async function add(
  em: EntityManager,
  name: string,
  city: string,
): Promise<Customer> {
  const customer = em.create(Customer, { name, city });
  await em.flush();
  return customer;
}

/**
 * Gives a customer another name, and writes no other column. Resolves
 * when PostgreSQL has it. No UPDATE is sent when the name is the same.
 *
 * @throws {Error} when there is no such customer; its message names the
 * id.
 */
export async function rename(
  em: EntityManager,
  id: number,
  name: string,
): Promise<void> {
  const customer = await em.findOne(Customer, id);
  if (!customer) throw new Error(`There is no customer ${id}.`);
  customer.name = name;
  await em.flush();
}

/**
 * Resolves to the customers whose name begins with `prefix`, the first
 * ten by name. Each sign of the prefix stands for itself, `%` too, and
 * `A` is not `a`.
 */
export async function byPrefix(
  em: EntityManager,
  prefix: string,
): Promise<Customer[]> {
  const literal = prefix.replace(/[\\%_]/g, '\\$&');
  return em.find(
    Customer,
    { name: { $like: `${literal}%` } },
    { orderBy: { name: 'asc' }, limit: 10 },
  );
}

/**
 * Removes a customer, without reading it first. Resolves when PostgreSQL
 * has no such row, also when it had none. `em` forgets it as well.
 */
export async function remove(
  em: EntityManager,
  id: number,
): Promise<void> {
  em.remove(em.getReference(Customer, id));
  await em.flush();
}
