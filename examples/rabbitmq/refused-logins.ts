/**
 * Four ways to the same broker, and where each of them ends.
 *
 * @title Refused at the door
 * @uses rabbitmq
 * @tags login, vhost, password, 403, 530, NOT_ALLOWED, ACCESS_REFUSED
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
const own = broker.pathname.slice(1) || 'course';
const shop = `${own}-shop`;
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

// #region vhosts
// Two vhosts. The shop has a right in the first, none in the second.
await ask('PUT', `/vhosts/${own}-orders`);
await ask('PUT', `/vhosts/${own}-wages`);
await ask('PUT', `/users/${shop}`, { password, tags: '' });
await ask('PUT', `/permissions/${own}-orders/${shop}`, {
  configure: '^$',
  write: '^orders$',
  read: '^$',
});
// #endregion vhosts

// #region log-in
async function logIn(user: string, secret: string, vhost: string) {
  const address = new URL(broker);
  address.username = user;
  address.password = secret;
  address.pathname = vhost;
  try {
    const connection = await connect(String(address), {
      noDelay: true,
    });
    await connection.close();
    console.log('connected');
  } catch (error) {
    console.log((error as Error).message);
  }
}
// #endregion log-in

// #region four
try {
  await logIn(shop, 'not-the-password', `${own}-orders`);
  await logIn(`${own}-nobody`, password, `${own}-orders`);
  await logIn(shop, password, `${own}-wages`);
  await logIn(shop, password, `${own}-orders`);
} finally {
  await ask('DELETE', `/users/${shop}`);
  await ask('DELETE', `/vhosts/${own}-wages`);
  await ask('DELETE', `/vhosts/${own}-orders`);
}
// #endregion four
