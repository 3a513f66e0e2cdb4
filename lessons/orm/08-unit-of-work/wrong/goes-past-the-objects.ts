// Fails: keeps the caller's objects in step with the table
// Sends its own UPDATEs: right rows, and objects that are stale.
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
  await em.transactional(async (em) => {
    for (const { sku, price } of list) {
      const rows = await em.nativeUpdate(Product, { sku }, { price });
      if (rows === 0) await em.insert(Product, { sku, price });
    }
    const listed = list.map(({ sku }) => sku);
    await em.nativeDelete(Product, { sku: { $nin: listed } });
  });
}
