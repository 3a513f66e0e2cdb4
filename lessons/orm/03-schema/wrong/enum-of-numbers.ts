// Fails: refuses 0 stars and 6
// An enum of numbers is a type for TypeScript: PostgreSQL gets a smallint.
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
    stars: p.enum([1, 2, 3, 4, 5]),
    text: p.text(),
  },
  uniques: [{ properties: ['product', 'customer'] }],
});
