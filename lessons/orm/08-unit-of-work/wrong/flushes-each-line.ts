// Fails: needs at most 6 statements, however long the list is
// Saves each line where it is handled: a query and a transaction each.
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
  for (const { sku, price } of list) {
    const product = await em.findOne(Product, sku);
    if (product) product.price = price;
    else em.create(Product, { sku, price });
    await em.flush();
  }
  const listed = list.map(({ sku }) => sku);
  for (const gone of await em.find(Product, { sku: { $nin: listed } }))
    await em.remove(gone).flush();
}
