import {
  defineEntity,
  p,
  type EntityManager,
} from '@mikro-orm/postgresql';

/** A row of the table `product`. The check makes the table. */
export const Product = defineEntity({
  name: 'Product',
  properties: { sku: p.string().primary(), price: p.integer() },
});

export interface Offer {
  sku: string;
  /** In cents. The table refuses a price that is not above 0. */
  price: number;
}

/**
 * Makes the table `product` say what the supplier's price list says: a
 * product that is new is inserted, one whose price differs is updated,
 * one that the list no longer has is deleted. Each sku comes once.
 *
 * Resolves when PostgreSQL has committed all of it, in one transaction.
 * Rejects when PostgreSQL refuses any of it; then nothing has changed.
 *
 * @param em the caller's: the objects that it manages are in step with
 * the table afterwards.
 */
export async function applyPriceList(
  em: EntityManager,
  list: Offer[],
): Promise<void> {
  throw new Error(
    `Begin here: em.findAll(Product), then compare ${list.length} offers.`,
  );
}
