// Fails: refuses a review that lacks a part
// NULL BETWEEN 1 AND 5 is not false, so the check lets it pass.
import { defineEntity, p } from '@mikro-orm/postgresql';

export const Product = defineEntity({
  name: 'Product',
  properties: { id: p.integer().primary(), name: p.string() },
});

export const Customer = defineEntity({
  name: 'Customer',
  properties: { id: p.integer().primary(), email: p.string().unique() },
});

export const Review = defineEntity({
  name: 'Review',
  properties: {
    id: p.integer().primary(),
    product: () => p.manyToOne(Product).deleteRule('cascade'),
    customer: () => p.manyToOne(Customer).index(),
    stars: p.integer().nullable().check('stars BETWEEN 1 AND 5'),
    text: p.text(),
  },
  uniques: [{ properties: ['product', 'customer'] }],
});
