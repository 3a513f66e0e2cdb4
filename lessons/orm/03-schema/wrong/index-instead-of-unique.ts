// Fails: takes one review of each customer for each product
// An index finds rows. It refuses none.
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
    stars: p.integer().check('stars BETWEEN 1 AND 5'),
    text: p.text(),
  },
  indexes: [{ properties: ['product', 'customer'] }],
});
