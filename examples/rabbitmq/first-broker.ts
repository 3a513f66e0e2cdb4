/**
 * Makes a user for the shop, with one right, and tries it.
 *
 * @title A user and its rights
 * @task a user that may only publish to one exchange
 * @uses rabbitmq
 * @tags user, vhost, permissions, management API, ACCESS_REFUSED, 403
 * @administrator
 */
import { randomBytes } from 'node:crypto';
import { connect } from 'amqplib';

// #region addresses
const broker = new URL(
  process.env.AMQP_URL ?? 'amqp://guest:guest@localhost:5672',
);
const management = new URL(
  process.env.RABBITMQ_MANAGEMENT_URL ??
    'http://guest:guest@localhost:15672/api',
);
// The path of the address is the vhost; without one it is "/".
const vhost = broker.pathname.slice(1) || '%2F';
// #endregion addresses

// #region api
const admin = `${management.username}:${management.password}`;
const headers = {
  authorization: `Basic ${btoa(decodeURIComponent(admin))}`,
  'content-type': 'application/json',
};
async function ask(method: string, path: string, body?: object) {
  const url = management.origin + management.pathname + path;
  const options = { method, headers, body: JSON.stringify(body) };
  const answer = await fetch(url, options);
  console.log(`${method} ${path}: ${answer.status}`);
  if (!answer.ok) throw new Error(await answer.text());
}
// #endregion api

// #region queue
// The administrator declares what the services will use.
const office = await connect(String(broker), { noDelay: true });
office.on('error', (error) => console.error(error.message));
const desk = await office.createChannel();
desk.on('error', (error) => console.error(error.message));
await desk.assertExchange('orders', 'fanout', { durable: true });
await desk.assertQueue('packing', { durable: true });
await desk.bindQueue('packing', 'orders', '');
// #endregion queue

// #region user
const user = `${broker.pathname.slice(1) || 'course'}-shop`;
const password = randomBytes(24).toString('base64url');
await ask('PUT', `/users/${user}`, { password, tags: '' });
await ask('PUT', `/permissions/${vhost}/${user}`, {
  configure: '^$',
  write: '^orders$',
  read: '^$',
});
// #endregion user

try {
  // #region shop
  const address = new URL(broker);
  address.username = user;
  address.password = password;
  const shop = await connect(String(address), { noDelay: true });
  shop.on('error', (error) => console.error(error.message));
  const counter = await shop.createConfirmChannel();
  counter.on('error', () => console.log('the channel is closed'));
  counter.publish('orders', '', Buffer.from('order-1'));
  await counter.waitForConfirms();
  console.log('RabbitMQ has order-1');
  // #endregion shop

  // #region refused
  try {
    await counter.get('packing');
  } catch (error) {
    console.log(`~ ${(error as Error).message}`);
  }
  // #endregion refused

  // #region goes-on
  const another = await shop.createConfirmChannel();
  another.on('error', (error) => console.error(error.message));
  another.publish('orders', '', Buffer.from('order-2'));
  await another.waitForConfirms();
  await another.close();
  await shop.close();
  const { messageCount } = await desk.checkQueue('packing');
  console.log(`${messageCount} orders wait to be packed`);
  // #endregion goes-on
} finally {
  await ask('DELETE', `/users/${user}`);
  await desk.deleteExchange('orders');
  await desk.deleteQueue('packing');
  await desk.close();
  await office.close();
}
