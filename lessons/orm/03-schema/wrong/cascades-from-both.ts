// Fails: keeps a customer who has reviews
// Both foreign keys delete, and the reviews go with their author.
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
    customer: () => p.manyToOne(Customer).deleteRule('cascade').index(),
    stars: p.integer().check('stars BETWEEN 1 AND 5'),
    text: p.text(),
  },
  uniques: [{ properties: ['product', 'customer'] }],
});
