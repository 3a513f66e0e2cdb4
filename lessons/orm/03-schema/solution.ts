import { defineEntity, p } from '@mikro-orm/postgresql';

export const Product = defineEntity({
  name: 'Product',
  properties: { id: p.integer().primary(), name: p.string() },
});

export const Customer = defineEntity({
  name: 'Customer',
  properties: { id: p.integer().primary(), email: p.string().unique() },
});

/**
 * What a customer says of a product: `stars` from 1 to 5, and a `text`.
 *
 * Its table keeps the rules by itself, whoever writes to it: each
 * customer reviews a product once, a review goes when its product goes,
 * and a customer who has reviews stays.
 */
export const Review = defineEntity({
  name: 'Review',
  properties: {
    id: p.integer().primary(),
    product: () => p.manyToOne(Product).deleteRule('cascade'),
    customer: () => p.manyToOne(Customer).index(),
    stars: p.integer().check('stars BETWEEN 1 AND 5'),
    text: p.text(),
  },
  uniques: [{ properties: ['product', 'customer'] }],
});
