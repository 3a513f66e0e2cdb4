/**
 * A shop raises two prices in one pipeline, and a customer reads them
 * in its middle. Then the same commands as a transaction.
 *
 * @title A pipeline with somebody in between
 * @uses redis
 * @tags pipeline, atomicity, isolation, multi, BLPOP
 */
import { Redis, type ChainableCommander } from 'ioredis';

const url = process.env.REDIS_URL ?? 'redis://localhost:6379';
const shop = new Redis(url);
const customer = new Redis(url);

// #region raise
/** Raises both prices, and stops in between until one has looked. */
function raise(commands: ChainableCommander) {
  commands.set('price:tea', '4.50');
  commands.rpush('halfway', 'tea');
  commands.blpop('looked', 10); // waits, at most 10 s
  commands.set('price:mate', '4.10');
  return commands.exec();
}
// #endregion raise

// #region look
/** Waits for the middle of it, and reads both prices. */
async function look() {
  await customer.blpop('halfway', 10);
  const prices = await customer.mget('price:tea', 'price:mate');
  await customer.rpush('looked', 'yes');
  return prices.join(' ');
}
// #endregion look

for (const kind of ['pipeline', 'multi'] as const) {
  await shop.mset({ 'price:tea': '4.20', 'price:mate': '3.80' });
  // #region both
  const raised = raise(shop[kind]());
  console.log(`${kind}: the customer read ${await look()}`);
  await raised;
  // #endregion both
}

await shop.del('looked');
await Promise.all([shop.quit(), customer.quit()]);
