// Fails: deletes the reviews along with their product
// This cascade is for em.remove: the foreign key knows nothing of it.
import { Cascade, defineEntity, p } from '@mikro-orm/postgresql';

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
    product: () => p.manyToOne(Product).cascade(Cascade.ALL),
    customer: () => p.manyToOne(Customer).index(),
    stars: p.integer().check('stars BETWEEN 1 AND 5'),
    text: p.text(),
  },
  uniques: [{ properties: ['product', 'customer'] }],
});
