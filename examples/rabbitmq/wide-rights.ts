/**
 * Rights that are meant for orders alone, and what they let through.
 *
 * @title Rights that are wider than they look
 * @uses rabbitmq
 * @tags permissions, regular expression, anchor, amq.default
 * @administrator
 */
import { randomBytes } from 'node:crypto';
import { connect } from 'amqplib';

const broker = new URL(
  process.env.AMQP_URL ?? 'amqp://guest:guest@localhost:5672',
);
const management = new URL(
  process.env.RABBITMQ_MANAGEMENT_URL ??
    'http://guest:guest@localhost:15672/api',
);
const vhost = broker.pathname.slice(1) || '%2F';
const user = `${broker.pathname.slice(1) || 'course'}-shop`;
const password = randomBytes(24).toString('base64url');

const admin = `${management.username}:${management.password}`;
const headers = {
  authorization: `Basic ${btoa(decodeURIComponent(admin))}`,
  'content-type': 'application/json',
};
async function ask(method: string, path: string, body?: object) {
  const url = management.origin + management.pathname + path;
  const options = { method, headers, body: JSON.stringify(body) };
  const answer = await fetch(url, options);
  if (!answer.ok) throw new Error(await answer.text());
}

const office = await connect(String(broker), { noDelay: true });
office.on('error', (error) => console.error(error.message));
const desk = await office.createChannel();
desk.on('error', (error) => console.error(error.message));
// #region exchanges
const exchanges = ['orders', 'orders-test', 'refund-orders'];
for (const exchange of exchanges)
  await desk.assertExchange(exchange, 'fanout', { durable: true });
await desk.assertQueue('payouts', { durable: true });
// #endregion exchanges

// #region may-publish
async function mayPublish(exchange: string, key = '') {
  const channel = await shop.createConfirmChannel();
  channel.on('error', () => {}); // It is told by what rejects.
  try {
    channel.publish(exchange, key, Buffer.from('100 EUR'));
    await channel.waitForConfirms();
    await channel.close();
    return true;
  } catch {
    return false;
  }
}
// #endregion may-publish

await ask('PUT', `/users/${user}`, { password, tags: '' });
const address = new URL(broker);
address.username = user;
address.password = password;
const rights = `/permissions/${vhost}/${user}`;
await ask('PUT', rights, { configure: '', write: '', read: '' });
const shop = await connect(String(address), { noDelay: true });
shop.on('error', (error) => console.error(error.message));

try {
  // #region patterns
  const patterns = ['orders', '^orders', '^orders$', '^amq\\.default$'];
  for (const write of patterns) {
    await ask('PUT', rights, { configure: '', write, read: '' });
    const allowed: string[] = [];
    for (const exchange of exchanges)
      if (await mayPublish(exchange)) allowed.push(exchange);
    if (await mayPublish('', 'payouts')) allowed.push('queue payouts');
    console.log(`${write} lets through: ${allowed.join(', ')}`);
  }
  // #endregion patterns
  await shop.close();
} finally {
  await ask('DELETE', `/users/${user}`);
  const { messageCount } = await desk.deleteQueue('payouts');
  console.log(`${messageCount} message was in payouts`);
  for (const exchange of exchanges) await desk.deleteExchange(exchange);
  await desk.close();
  await office.close();
}
