// Fails: takes one review of each customer for each product
// Each column is unique by itself: a product has one review in all.
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
    product: () => p.manyToOne(Product).deleteRule('cascade').unique(),
    customer: () => p.manyToOne(Customer).unique(),
    stars: p.integer().check('stars BETWEEN 1 AND 5'),
    text: p.text(),
  },
});
