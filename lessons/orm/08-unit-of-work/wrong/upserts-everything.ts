// Fails: does not write a row whose price is the same
// One upsert for the whole list, changed or not.
import {
  defineEntity,
  p,
  type EntityManager,
} from '@mikro-orm/postgresql';

export const Product = defineEntity({
  name: 'Product',
  properties: { sku: p.string().primary(), price: p.integer() },
});

export async function applyPriceList(
  em: EntityManager,
  list: { sku: string; price: number }[],
) {
  const listed = list.map(({ sku }) => sku);
  await em.transactional(async (em) => {
    await em.upsertMany(Product, list);
    await em.nativeDelete(Product, { sku: { $nin: listed } });
  });
}
