/**
 * Five producers and two consumers share a queue of ten, and end.
 *
 * @title A bounded queue in memory
 * @task a bounded queue inside one process
 * @task slow a producer down to its consumers
 * @tags queue, producer, consumer, bounded, back pressure, close
 */
import { setImmediate as pack } from 'node:timers/promises';

const orders: string[] = [];
let closed = false;

// #region change
// Whoever has to wait, waits for the next change of the queue.
let change = Promise.withResolvers<void>();
function changed() {
  change.resolve();
  change = Promise.withResolvers<void>();
}
// #endregion change

let deepest = 0;
let waits = 0;
// #region put
async function put(order: string) {
  while (orders.length === 10) {
    waits++;
    await change.promise;
  }
  if (closed) throw new Error(`closed: no room for ${order}`);
  orders.push(order);
  deepest = Math.max(deepest, orders.length);
  changed();
}
// #endregion put

// #region get
/** The oldest order, or undefined when none will come any more. */
async function get() {
  while (orders.length === 0 && !closed) await change.promise;
  const order = orders.shift();
  changed();
  return order;
}
// #endregion get

// #region close
function close() {
  closed = true;
  changed();
}
// #endregion close

// #region producer
async function producer(name: string) {
  for (let n = 1; n <= 20; n++) await put(`${name}-${n}`);
}
// #endregion producer

const packed: string[] = [];
// #region consumer
async function consumer(name: string) {
  for (;;) {
    const order = await get();
    if (order === undefined) break;
    await pack(); // Slower than an order comes in.
    packed.push(order);
  }
  console.log(`${name} ends`);
}
// #endregion consumer

// #region end
const shops = ['ada', 'bob', 'cy', 'dee', 'eve'];
const producers = shops.map(producer);
const consumers = ['pia', 'quin'].map(consumer);
await Promise.all(producers);
console.log(`100 orders are in, ${orders.length} of them wait`);
close();
await Promise.all(consumers);
// #endregion end

// #region counted
const different = new Set(packed).size;
console.log(`packed ${packed.length}, ${different} of them different`);
console.log(`never more than ${deepest} in the queue`);
console.log(`producers found it full ${waits} times`);
// #endregion counted
