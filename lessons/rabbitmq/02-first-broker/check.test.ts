/**
 * @administrator
 */
import { connect, type Channel, type ChannelModel } from 'amqplib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { addUser, permissionsFor, type Service } from './exercise.ts';
import {
  ask,
  broker,
  get,
  management,
  may,
  NAMES,
  own,
  publish,
  reach,
  type Work,
} from './trial.ts';

const name = `${own}-shop/1`;
/** None of the three may stand in an address as it is. */
const password = 'p@ss/word+1';
const market = `${own}/eu`;

let office: ChannelModel;
let desk: Channel;
/** Connections that a test has opened. */
let opened: ChannelModel[];

beforeEach(async () => {
  opened = [];
  office = await connect(String(broker), { noDelay: true });
  desk = await office.createChannel();
  for (const each of NAMES) {
    await desk.assertExchange(each, 'fanout', { durable: true });
    await desk.assertQueue(each, { durable: true });
    await desk.bindQueue(each, each, '');
  }
});

afterEach(async () => {
  for (const each of opened) await each.close().catch(() => {});
  await ask('DELETE', `/users/${encodeURIComponent(name)}`);
  await ask('DELETE', `/vhosts/${encodeURIComponent(market)}`);
  for (const each of NAMES) {
    await desk.deleteExchange(each);
    await desk.deleteQueue(each);
  }
  await desk.close();
  await office.close();
});

async function open(address: URL): Promise<ChannelModel> {
  const connection = await connect(String(address), { noDelay: true });
  connection.on('error', () => {});
  opened.push(connection);
  return connection;
}

/** A connection as the user, in the check's vhost or in another. */
function enter(vhost?: string): Promise<ChannelModel> {
  const address = new URL(broker);
  address.username = encodeURIComponent(name);
  address.password = encodeURIComponent(password);
  if (vhost !== undefined) address.pathname = encodeURIComponent(vhost);
  return open(address);
}

/** A user whom the check itself gives the rights of the answer. */
async function withRights(service: Service): Promise<ChannelModel> {
  const rights = permissionsFor(service);
  const user = encodeURIComponent(name);
  await ask('PUT', `/users/${user}`, { password, tags: '' });
  const vhost = broker.pathname.slice(1) || '%2F';
  expect(
    await ask('PUT', `/permissions/${vhost}/${user}`, rights),
    `RabbitMQ wants configure, write and read, each a regular expression that it can read. It got ${JSON.stringify(rights)}`,
  ).toBeLessThan(300);
  return enter();
}

describe('Mean each name to the letter', () => {
  test('lets a service do what it names', async () => {
    const user = await withRights({
      publishes: ['orders'],
      consumes: ['invoices'],
    });
    expect(
      [
        await may(user, publish('orders')),
        await may(user, get('invoices')),
      ],
      'the service publishes to orders and consumes from invoices. basic.publish needs write on the exchange, basic.get and basic.consume need read on the queue',
    ).toEqual([true, true]);
  });

  test('keeps out a name that only contains an allowed one', async () => {
    const service = { publishes: ['orders'], consumes: ['orders'] };
    expect(
      await reach(await withRights(service)),
      'RabbitMQ looks for the pattern anywhere in the name, so an end that has no anchor is open',
    ).toEqual(service);
  });

  test('keeps it out as well where several names are allowed', async () => {
    const both = ['orders', 'invoices'];
    const service = { publishes: both, consumes: both };
    expect(
      await reach(await withRights(service)),
      'orders and invoices, and no name around them. In ^a|b$ each anchor holds for one side of the bar only',
    ).toEqual(service);
  });

  test('takes a dot as a dot', async () => {
    const names = ['invoices.v1'];
    const service = { publishes: names, consumes: names };
    expect(
      await reach(await withRights(service)),
      'in a regular expression a dot stands for any character, so it has to be escaped',
    ).toEqual(service);
  });

  test('takes other signs to the letter as well', async () => {
    const names = ['orders|invoices', 'c++'];
    const service = { publishes: names, consumes: names };
    expect(
      await reach(await withRights(service)),
      'a plus and a bar mean something in a regular expression, as do \\ ^ $ . * ? ( ) [ ] { }: escape each of them',
    ).toEqual(service);
  });

  test.each([
    ['publishes', { publishes: [], consumes: ['orders'] }],
    ['consumes', { publishes: ['orders'], consumes: [] }],
  ])('gives no right where it %s nothing', async (_, service) => {
    expect(
      await reach(await withRights(service)),
      'where nothing is named, nothing is allowed. The pattern for that is ^$, or an empty one',
    ).toEqual(service);
  });

  test('lets it declare, bind and delete nothing', async () => {
    const user = await withRights({
      publishes: ['orders'],
      consumes: ['orders'],
    });
    const attempts: [string, Work][] = [
      ['declare', (channel) => channel.assertQueue('orders')],
      [
        'bind',
        (channel) => channel.bindQueue('invoices', 'orders', ''),
      ],
      ['delete', (channel) => channel.deleteQueue('orders')],
    ];
    const done: string[] = [];
    for (const [what, work] of attempts)
      if (await may(user, work)) done.push(what);
    expect(
      done,
      'somebody else declares what the service uses. To declare and to delete is one right, configure',
    ).toEqual([]);
  });

  test('keeps it from the default exchange', async () => {
    const user = await withRights({
      publishes: ['orders'],
      consumes: [],
    });
    expect(
      await may(user, publish('', 'invoices')),
      'the service publishes to orders, and has sent to the queue invoices by the default exchange, whose name in permissions is amq.default',
    ).toBe(false);
    for (const exchange of ['', 'amq.default'])
      expect(
        () => permissionsFor({ publishes: [exchange], consumes: [] }),
        `asked for ${JSON.stringify(exchange)}, the default exchange: who may write to it may send to every queue of the vhost`,
      ).toThrow(RangeError);
  });
});

describe('Make the user', () => {
  const service = { publishes: ['orders'], consumes: [] };
  const add = (api = management, vhost = market) =>
    addUser(api, vhost, { name, password }, service);

  beforeEach(async () => {
    const vhost = encodeURIComponent(market);
    await ask('PUT', `/vhosts/${vhost}`);
    const all = { configure: '.*', write: '.*', read: '.*' };
    const admin = new URL(management).username;
    await ask('PUT', `/permissions/${vhost}/${admin}`, all);
    const address = new URL(broker);
    address.pathname = vhost;
    const channel = await (await open(address)).createChannel();
    for (const each of ['orders', 'orders-test'])
      await channel.assertExchange(each, 'fanout', { durable: true });
    await channel.close();
  });

  test('gives it its rights in its vhost, and in no other', async () => {
    await add();
    const user = await enter(market);
    expect(
      [
        await may(user, publish('orders')),
        await may(user, publish('orders-test')),
      ],
      'the user publishes to orders and to nothing else',
    ).toEqual([true, false]);
    await expect(
      enter(),
      'the user has connected to another vhost, in which it should have no rights at all',
    ).rejects.toThrow('ConnectionClose');
  });

  test('makes it no administrator', async () => {
    await add();
    const { origin, pathname } = new URL(management);
    const { status } = await fetch(`${origin}${pathname}/whoami`, {
      headers: {
        authorization: `Basic ${btoa(`${name}:${password}`)}`,
      },
    });
    expect(
      status,
      'the management API has let the user in, so it has a tag. It should answer 401. An administrator can give itself every right',
    ).toBeGreaterThan(400);
  });

  test('tells of a refusal, and not of the password', async () => {
    const wrong = new URL(management);
    wrong.password = 'not-the-secret';
    const told = await add(String(wrong)).then(
      () => 'nothing: it resolved',
      (reason: Error) => reason.message,
    );
    expect(
      told,
      'the administrator’s password was wrong and the API answered 401. fetch resolves all the same: look at the status of the answer',
    ).toContain('401');
    expect(
      told,
      'an error ends up in a log, and the password with it',
    ).not.toMatch(/not-the-secret|p@ss/);
  });

  test('tells as well when only the rights are refused', async () => {
    const told = await add(management, `${own}-nowhere`).then(
      () => 'nothing: it resolved',
      (reason: Error) => reason.message,
    );
    expect(
      told,
      'there is no such vhost: RabbitMQ made the user and answered 400 or 404 for the permissions. Wait for both answers, and look at both',
    ).toMatch(/\b40\d\b/);
  });
});
