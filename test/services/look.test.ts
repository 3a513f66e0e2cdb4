import amqp from 'amqplib';
import { Redis } from 'ioredis';
import pg from 'pg';
import { expect, inject, onTestFinished, test } from 'vitest';
import type {
  RabbitmqState,
  ServerState,
} from '../../src/course/server-state.ts';
import { exchange } from '../../src/services/exchange.ts';
import {
  SERVICES,
  type Lease,
  type Service,
} from '../../src/services/service.ts';
import { openServices } from '../../src/services/services.ts';
import { until } from './states.ts';

const services = await openServices({ root: inject('servicesRoot') });

async function lease(...names: Service[]): Promise<Lease> {
  const taken = await services.lease(names);
  onTestFinished(() => taken.release());
  return taken;
}

/** What the one server of a lease holds. */
async function lookAt(taken: Lease): Promise<ServerState> {
  const [state] = await taken.look();
  return state!;
}

function redisOf({ addresses }: Lease): Redis {
  const redis = new Redis(addresses.REDIS_URL ?? '');
  onTestFinished(() => redis.disconnect());
  return redis;
}

function memcachedOf({ addresses }: Lease) {
  const port = Number(addresses.MEMCACHE_SERVERS?.split(':')[1]);
  return (commands: string) =>
    exchange(port, Buffer.from(`${commands}mn\r\n`, 'latin1'), /MN\r\n$/);
}

test('servers that hold nothing say so, each in its own way', async () => {
  const taken = await lease(...SERVICES);
  expect(await taken.look()).toEqual([
    { service: 'memcached', items: [], more: 0 },
    { service: 'redis', keys: [], more: 0 },
    { service: 'rabbitmq', exchanges: [], bindings: [], queues: [], more: 0 },
    { service: 'postgres', tables: [], more: 0 },
  ]);
  expect(await taken.look(['redis'])).toHaveLength(1);
});

test('Redis: every type, in every database, in the order of their names', async () => {
  const taken = await lease('redis');
  const redis = redisOf(taken);
  await redis.set('visits', 7, 'EX', 3000);
  await redis.hset('cart', { pears: '2', apples: 'three "green"' });
  await redis.rpush('log', 'one', 'two');
  await redis.sadd('tags', 'b', 'a');
  await redis.zadd('scores', 1.5, 'Ada', 20, 'Grace Hopper');
  await redis.xadd('orders', '1-1', 'book', '7');
  await redis.xadd('orders', '2-1', 'book', '8');
  await redis.set(Buffer.from([0xff, 0x00]), Buffer.from([0x01, 0xfe]));
  await redis.select(3);
  await redis.set('far', 'x'.repeat(500));
  const state = await lookAt(taken);
  expect(state).toMatchObject({ service: 'redis', more: 0 });
  const keys = 'keys' in state ? state.keys : [];
  expect(keys.map((each) => [each.database, each.type, each.key])).toEqual([
    [0, 'hash', 'cart'],
    [0, 'list', 'log'],
    [0, 'stream', 'orders'],
    [0, 'zset', 'scores'],
    [0, 'set', 'tags'],
    [0, 'string', 'visits'],
    [0, 'string', String.raw`"\xff\x00"`],
    [3, 'string', 'far'],
  ]);
  expect(keys.map(({ value }) => value)).toEqual([
    String.raw`apples: "three \"green\"", pears: "2"`,
    '"one", "two"',
    '1-1 book: "7"; 2-1 book: "8"',
    'Ada: 1.5, Grace Hopper: 20',
    '"a", "b"',
    '"7"',
    String.raw`"\x01\xfe"`,
    `"${'x'.repeat(199)}…`,
  ]);
  const expiring = keys.filter(({ seconds }) => seconds !== undefined);
  expect(expiring.map(({ key }) => key)).toEqual(['visits']);
  expect(expiring[0]!.seconds).toBeGreaterThan(2900);
});

test('Redis: the first hundred keys, and how many more there are', async () => {
  const taken = await lease('redis');
  const redis = redisOf(taken);
  const pipeline = redis.pipeline();
  for (let i = 0; i < 2500; i++)
    pipeline.set(`key ${String(i).padStart(4, '0')}`, i);
  await pipeline.exec();
  const state = await lookAt(taken);
  expect(state).toMatchObject({ more: 2400 });
  expect('keys' in state && state.keys.at(-1)?.key).toBe('key 0099');
});

test('memcached: items as soon as they are there, with flags, CAS and expiry', async () => {
  const taken = await lease('memcached');
  const say = memcachedOf(taken);
  await say(
    [
      'set greeting 0 0 2 noreply\r\nhi\r\n',
      'set page 5 3000 3 noreply\r\n\x00\xffz\r\n',
      `set long 0 0 500 noreply\r\n${'x'.repeat(500)}\r\n`,
      'ms ZmYgMDAgZmY= 2 b\r\nok\r\n',
    ].join(''),
  );
  const state = await lookAt(taken);
  const items = 'items' in state ? state.items : [];
  expect(items).toMatchObject([
    { key: 'ff 00 ff', value: '"ok"' },
    { key: 'greeting', flags: 0, length: 2, value: '"hi"' },
    { key: 'long', length: 500, value: `"${'x'.repeat(199)}…` },
    { key: 'page', flags: 5, length: 3, value: String.raw`"\x00\xffz"` },
  ]);
  expect(items.map(({ seconds }) => seconds !== undefined)).toEqual([
    false,
    false,
    false,
    true,
  ]);
  const greeting = items[1]!.cas;
  await say('set greeting 0 0 2 noreply\r\nho\r\n');
  const later = await lookAt(taken);
  const cas = 'items' in later ? later.items[1]!.cas : '';
  expect(BigInt(cas)).toBeGreaterThan(BigInt(greeting));
});

test('memcached: the first hundred items, and how many more there are', async () => {
  const taken = await lease('memcached');
  const all = Array.from({ length: 1000 }, (_, i) => {
    const key = `key${String(i).padStart(3, '0')}`;
    return `set ${key} 0 0 1 noreply\r\nx\r\n`;
  });
  await memcachedOf(taken)(all.join(''));
  const state = await lookAt(taken);
  expect(state).toMatchObject({ more: 900 });
  expect('items' in state && state.items.at(-1)?.key).toBe('key099');
});

test('RabbitMQ: its exchanges and bindings, and messages where they are', async () => {
  const taken = await lease('rabbitmq');
  const connection = await amqp.connect(taken.addresses.AMQP_URL ?? '', {
    noDelay: true,
  });
  onTestFinished(() => connection.close());
  const channel = await connection.createConfirmChannel();
  await channel.assertExchange('news', 'topic', { durable: false });
  await channel.assertExchange('all', 'fanout');
  await channel.bindExchange('all', 'news', '#');
  await channel.assertQueue('sport', { durable: false, exclusive: true });
  await channel.assertQueue('jobs', {
    arguments: { 'x-queue-type': 'quorum' },
  });
  await channel.bindQueue('sport', 'news', 'sport.*');
  await channel.bindQueue('jobs', 'amq.direct', 'job');
  for (let i = 0; i < 5; i++) {
    channel.publish('news', 'sport.chess', Buffer.from('!'));
    channel.sendToQueue('jobs', Buffer.from('!'));
  }
  await channel.waitForConfirms();
  await channel.prefetch(2);
  await channel.consume('sport', () => {}, { consumerTag: 'reader' });
  const totals = (state: ServerState) =>
    (state as RabbitmqState).queues.map(({ ready, unacked, consumers }) => [
      ready,
      unacked,
      consumers,
    ]);
  let state = await lookAt(taken);
  await until('the queues have said what they hold', async () => {
    state = await lookAt(taken);
    return JSON.stringify(totals(state)) === '[[5,0,0],[3,2,1]]';
  });
  expect(state).toEqual({
    service: 'rabbitmq',
    exchanges: [
      { name: 'all', type: 'fanout', durable: true },
      { name: 'amq.direct', type: 'direct', durable: true },
      { name: 'news', type: 'topic', durable: false },
    ],
    bindings: [
      {
        source: 'amq.direct',
        destination: 'jobs',
        to: 'queue',
        routingKey: 'job',
      },
      { source: 'news', destination: 'all', to: 'exchange', routingKey: '#' },
      {
        source: 'news',
        destination: 'sport',
        to: 'queue',
        routingKey: 'sport.*',
      },
    ],
    queues: [
      {
        name: 'jobs',
        type: 'quorum',
        durable: true,
        exclusive: false,
        ready: 5,
        unacked: 0,
        consumers: 0,
      },
      {
        name: 'sport',
        type: 'classic',
        durable: false,
        exclusive: true,
        ready: 3,
        unacked: 2,
        consumers: 1,
      },
    ],
    more: 0,
  });
});

test('RabbitMQ: a look makes no connection that a program could see', async () => {
  const taken = await lease('rabbitmq');
  await taken.look();
  expect(await taken.leaks()).toEqual([]);
});

test('PostgreSQL: tables with their first rows, sorted by the first column', async () => {
  const taken = await lease('postgres');
  const client = new pg.Client(taken.addresses.DATABASE_URL);
  await client.connect();
  await client.query(`
    CREATE TABLE book (id int PRIMARY KEY, "Title" text, about json);
    INSERT INTO book SELECT n, 'Book ' || n, '{"n": 1}' FROM generate_series(30, 1, -1) n;
    UPDATE book SET "Title" = NULL WHERE id = 2;
    CREATE SCHEMA shop;
    CREATE TABLE shop.order_line (about json, n int);
    INSERT INTO shop.order_line VALUES ('{"b": 1}', 1), ('{"a": 1}', 10), ('{"a": 1}', 9);
    CREATE TABLE long (t text);
    INSERT INTO long VALUES (repeat('x', 500));
  `);
  await client.end();
  const state = await lookAt(taken);
  const [book, long, line] = 'tables' in state ? state.tables : [];
  expect(book).toMatchObject({
    name: 'book',
    columns: ['id', 'Title', 'about'],
    count: 30,
  });
  expect(book!.rows).toHaveLength(20);
  expect(book!.rows.slice(0, 2)).toEqual([
    ['1', 'Book 1', '{"n": 1}'],
    ['2', 'NULL', '{"n": 1}'],
  ]);
  expect(long!.rows).toEqual([[`${'x'.repeat(200)}…`]]);
  expect(line).toMatchObject({
    name: 'shop.order_line',
    rows: [
      ['{"a": 1}', '9'],
      ['{"a": 1}', '10'],
      ['{"b": 1}', '1'],
    ],
  });
});

test('a server that died is left out', async (context) => {
  if (services.way === 'compose') {
    context.skip('of native servers only: a container serves the other tests');
  }
  const taken = await lease('redis', 'memcached');
  const redis = new Redis(taken.addresses.REDIS_URL ?? '', {
    retryStrategy: () => null,
  });
  redis.on('error', () => {});
  await redis.call('SHUTDOWN', 'NOSAVE').catch(() => {});
  const states = await taken.look();
  expect(states.map(({ service }) => service)).toEqual(['memcached']);
});
