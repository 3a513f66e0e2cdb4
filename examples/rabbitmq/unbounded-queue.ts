/**
 * A queue without a limit never says no, and fills the memory instead.
 *
 * @title A queue without a limit
 * @tags unbounded, memory, back pressure
 */
import { setImmediate as pack } from 'node:timers/promises';

const orders: Buffer[] = [];
let packed = 0;

// #region never-waits
// An array takes whatever comes: nobody has to wait here.
async function put(order: Buffer) {
  orders.push(order);
}
// #endregion never-waits

async function producer() {
  for (let n = 0; n < 2000; n++) await put(Buffer.alloc(10_000, 'x'));
}

async function consumer() {
  while (orders.shift()) {
    await pack();
    packed++;
  }
}

// #region growth
const producers = [1, 2, 3, 4, 5].map(producer);
const consumers = [1, 2].map(consumer);
await Promise.all(producers);
console.log(`${packed} packed, ${orders.length} wait`);
const { arrayBuffers } = process.memoryUsage();
console.log(`~ they take ${Math.round(arrayBuffers / 1e6)} MB`);
// #endregion growth

await Promise.all(consumers);
console.log(`${packed} packed, ${orders.length} wait`);
