// Fails: keeps a customer who has reviews
// The key is the two relations, and MikroORM cascades from both.
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
    product: () => p.manyToOne(Product).primary(),
    customer: () => p.manyToOne(Customer).primary().index(),
    stars: p.integer().check('stars BETWEEN 1 AND 5'),
    text: p.text(),
  },
});
