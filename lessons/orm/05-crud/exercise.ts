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
  throw new Error(
    `Begin here: em.create a customer of ${city}, then flush, and wait.`,
  );
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
  throw new Error(
    `Write rename: load the customer, then call it ${name}.`,
  );
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
  throw new Error(
    `Write byPrefix: em.find with a $like that begins with ${prefix}.`,
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
  throw new Error(`Write remove: have em remove customer ${id}.`);
}
