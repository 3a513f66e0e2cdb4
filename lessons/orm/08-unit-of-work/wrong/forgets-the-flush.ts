// Fails: makes the table say what the price list says
// Changes every object, and never tells PostgreSQL.
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
  const products = await em.findAll(Product);
  const gone = new Map(products.map((each) => [each.sku, each]));
  for (const { sku, price } of list) {
    const product = gone.get(sku);
    if (product) product.price = price;
    else em.create(Product, { sku, price });
    gone.delete(sku);
  }
  for (const product of gone.values()) em.remove(product);
}
