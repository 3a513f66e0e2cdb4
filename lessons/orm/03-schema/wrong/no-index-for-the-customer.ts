// Fails: has an index that begins with the customer
// The unique index begins with the product; a foreign key makes none.
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
    customer: () => p.manyToOne(Customer),
    stars: p.integer().check('stars BETWEEN 1 AND 5'),
    text: p.text(),
  },
  uniques: [{ properties: ['product', 'customer'] }],
});
