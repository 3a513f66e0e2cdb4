/**
 * The same program, started again.
 *
 * @pane shop-again
 * @after shop: 10 orders wait
 */
const orders: string[] = [];

console.log(`${orders.length} orders wait`);
console.log(`packed ${orders.shift() ?? 'nothing'}`);
