/**
 * Accepts twelve orders, packs two, and is killed.
 *
 * @title A queue dies with its process
 * @tags in memory, lost message, SIGKILL, broker
 * @pane shop
 */
const orders: string[] = [];

for (let n = 1; n <= 12; n++) {
  orders.push(`order-${n}`);
  console.log(`accepted order-${n}`); // The customer reads this.
}

console.log(`packed ${orders.shift()}`);
console.log(`packed ${orders.shift()}`);
console.log(`${orders.length} orders wait`);
// What a crash or a lack of memory does.
process.kill(process.pid, 'SIGKILL');
