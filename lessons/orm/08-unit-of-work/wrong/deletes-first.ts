// Fails: changes nothing when PostgreSQL refuses one price
// A native DELETE is its own transaction: flush cannot take it back.
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
  await em.nativeDelete(Product, { sku: { $nin: listed } });
  const products = await em.findAll(Product);
  const known = new Map(products.map((each) => [each.sku, each]));
  for (const { sku, price } of list) {
    const product = known.get(sku);
    if (product) product.price = price;
    else em.create(Product, { sku, price });
  }
  await em.flush();
}
