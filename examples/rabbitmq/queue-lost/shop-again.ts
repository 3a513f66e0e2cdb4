/**
 * The same program, started again.
 *
 * @pane shop-again
 * @after shop: 10 orders wait
 */
const orders: string[] = [];

// #region again
console.log(`${orders.length} orders wait`);
console.log(`packed ${orders.shift() ?? 'nothing'}`);
// #endregion again
