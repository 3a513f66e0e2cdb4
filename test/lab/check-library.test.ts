import { connect, type ChannelModel, type ConsumeMessage } from 'amqplib';
import { Redis } from 'ioredis';
import { Client as Memcached } from 'memjs';
import pg from 'pg';
import {
  afterAll,
  afterEach,
  beforeAll,
  describe,
  expect,
  inject,
  test,
} from 'vitest';
import * as memcached from '../../src/lab/check/library/memcached.ts';
import * as postgres from '../../src/lab/check/library/postgres.ts';
import * as rabbitmq from '../../src/lab/check/library/rabbitmq.ts';
import * as redis from '../../src/lab/check/library/redis.ts';
import * as wire from '../../src/lab/check/library/wire.ts';
import {
  closeCheckServers,
  openCheckServers,
  type StartProgram,
} from '../../src/lab/check/servers.ts';
import { SERVICES } from '../../src/services/service.ts';
import { openServices } from '../../src/services/services.ts';

/** `#check/program` is tested where checks run. */
const start: StartProgram = () => expect.fail('no program here');

beforeAll(async () => {
  const services = await openServices({ root: inject('servicesRoot') });
  // The clients below find its taps in the environment, as answers do.
  await openCheckServers({ ...(await services.lease(SERVICES)), start });
});
afterAll(closeCheckServers);

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

async function redisClient() {
  const client = new Redis(process.env.REDIS_URL!);
  ends.push(() => client.quit());
  await client.ping();
  return client;
}

async function postgresClient() {
  const client = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await client.connect();
  ends.push(() => client.end());
  return client;
}

function memcachedClient() {
  const client = Memcached.create(process.env.MEMCACHE_SERVERS);
  ends.push(() => client.close());
  return client;
}

async function rabbitmqConnection(): Promise<ChannelModel> {
  const connection = await connect(process.env.AMQP_URL!, { noDelay: true });
  ends.push(() => connection.close());
  return connection;
}

describe('#check/redis', () => {
  test('keys and their time to live', async () => {
    const client = await redisClient();
    await client.set('cart:2', 'jug', 'EX', 60);
    await client.set('cart:1', 'cup');
    expect(await redis.keys()).toEqual(['cart:1', 'cart:2']);
    expect(await redis.keys('*:2')).toEqual(['cart:2']);
    expect(await redis.ttl('cart:2')).toBeGreaterThan(50);
    expect(await redis.ttl('cart:1')).toBe(Infinity);
    expect(await redis.ttl('cart:3')).toBeUndefined();
    await client.flushall();
  });

  test('subscribers of a channel, and clients', async () => {
    expect(await redis.clients()).toBe(0);
    expect(await redis.subscribers('news')).toBe(0);
    const [one, two] = [await redisClient(), await redisClient()];
    await one.subscribe('news');
    expect(await redis.subscribers('news')).toBe(1);
    expect(await redis.clients()).toBe(2);
    await one.unsubscribe();
    await two.ping();
    expect(await redis.subscribers('news')).toBe(0);
  });

  test('whatever else Redis is to be asked', async () => {
    const client = await redisClient();
    await client.set('stock', 9);
    const encoding = await redis.withRedis((asked) =>
      asked.object('ENCODING', 'stock'),
    );
    expect(encoding).toBe('int');
    await client.del('stock');
  });
});

describe('#check/memcached', () => {
  test('items, their values and their lifetimes', async () => {
    const client = memcachedClient();
    await client.set('menu', '["tea","café"]', { expires: 60 });
    await client.set('user', '', { expires: 0 });
    const [menu, user] = await memcached.items();
    expect(menu).toMatchObject({ key: 'menu', length: 15 });
    expect(user).toMatchObject({ key: 'user', value: '""' });
    expect(await memcached.value('menu')).toBe('["tea","café"]');
    expect(await memcached.value('user')).toBe('');
    expect(await memcached.value('none')).toBeUndefined();
    expect(await memcached.secondsLeft('menu')).toBeGreaterThan(50);
    expect(await memcached.secondsLeft('user')).toBe(Infinity);
    expect(await memcached.secondsLeft('none')).toBeUndefined();
    await memcached.flushAll();
    expect(await memcached.items()).toEqual([]);
  });

  test('an item is stored past the answer', async () => {
    const client = memcachedClient();
    await memcached.store('drink', 'café\r\nEND\r\n', 30);
    const { value } = await client.get('drink');
    expect(value?.toString()).toBe('café\r\nEND\r\n');
    expect(await memcached.value('drink')).toBe('café\r\nEND\r\n');
    expect(await memcached.secondsLeft('drink')).toBeLessThanOrEqual(30);
    await memcached.flushAll();
  });
});

describe('#check/rabbitmq', () => {
  test('a queue as it is at this moment', async () => {
    expect(await rabbitmq.queue('jobs')).toBeUndefined();
    const channel = await (await rabbitmqConnection()).createConfirmChannel();
    await channel.assertQueue('jobs');
    const none = { ready: 0, consumers: 0 };
    expect(await rabbitmq.queue('jobs')).toEqual(none);
    for (const job of ['a', 'b', 'c'])
      channel.sendToQueue('jobs', Buffer.from(job));
    await channel.waitForConfirms();
    expect(await rabbitmq.queue('jobs')).toEqual({ ready: 3, consumers: 0 });
    await channel.prefetch(1);
    const job = await new Promise<ConsumeMessage | null>((resolve) => {
      void channel.consume('jobs', resolve, { consumerTag: 'worker' });
    });
    expect(await rabbitmq.queue('jobs')).toEqual({ ready: 2, consumers: 1 });
    expect(await rabbitmq.unacked('jobs')).toBe(1);
    await channel.cancel('worker');
    channel.ack(job!);
    expect(await rabbitmq.unacked('jobs')).toBe(0);
    expect(await rabbitmq.unacked('none')).toBeUndefined();
    await channel.deleteQueue('jobs');
    await channel.assertQueue('mine', { exclusive: true });
    await expect(rabbitmq.queue('mine')).rejects.toThrow(/RESOURCE_LOCKED/);
    await channel.deleteQueue('mine');
  });

  test('queues, exchanges and bindings', async () => {
    const channel = await (await rabbitmqConnection()).createChannel();
    await channel.assertExchange('orders', 'topic');
    await channel.assertQueue('eu');
    await channel.bindQueue('eu', 'orders', 'order.*.eu');
    expect(await rabbitmq.queues()).toEqual(['eu']);
    expect(await rabbitmq.exchanges()).toEqual(['orders']);
    expect(await rabbitmq.bindings()).toEqual([
      {
        source: 'orders',
        destination: 'eu',
        to: 'queue',
        routingKey: 'order.*.eu',
      },
    ]);
    await channel.deleteQueue('eu');
    await channel.deleteExchange('orders');
  });
});

describe('#check/postgres', () => {
  test('rows as they are committed', async () => {
    const client = await postgresClient();
    await client.query('CREATE TABLE "order" (id int, sku text)');
    await client.query(`INSERT INTO "order" VALUES (2, 'jug'), (1, 'cup')`);
    await client.query('BEGIN');
    await client.query('DELETE FROM "order"');
    expect(await postgres.rows('order')).toEqual([
      { id: 1, sku: 'cup' },
      { id: 2, sku: 'jug' },
    ]);
    expect(await postgres.openTransactions()).toBe(1);
    await client.query('ROLLBACK');
    expect(await postgres.openTransactions()).toBe(0);
    const cups = 'SELECT id FROM "order" WHERE sku = $1';
    expect(await postgres.query(cups, ['cup'])).toEqual([{ id: 1 }]);
    await client.query('DROP TABLE "order"');
  });

  test('connections, but for its own', async () => {
    await expect.poll(postgres.connections).toBe(0);
    await postgresClient();
    await postgresClient();
    expect(await postgres.connections()).toBe(2);
  });
});

describe('#check/wire', () => {
  test('the statements that were executed, of each kind', async () => {
    const client = await postgresClient();
    const sent = await wire.statements(async () => {
      await client.query('BEGIN');
      await client.query('SELECT $1::int AS n', [1]);
      const named = { name: 'twice', text: 'SELECT $1::text AS t' };
      await client.query({ ...named, values: ['a'] });
      await client.query({ ...named, values: ['b'] });
      await client.query('COMMIT');
      await postgres.query('SELECT 2');
    });
    expect(sent).toEqual([
      'BEGIN',
      'SELECT $1::int AS n',
      'SELECT $1::text AS t',
      'SELECT $1::text AS t',
      'COMMIT',
    ]);
    // It was parsed before the work began.
    const again = { name: 'twice', text: 'SELECT $1::text AS t' };
    expect(
      await wire.statements(() => client.query({ ...again, values: ['c'] })),
    ).toEqual(['SELECT $1::text AS t']);
    expect((await wire.statements()).length).toBeGreaterThanOrEqual(6);
  });

  test('the commands of a work, without set-up and what the library asks', async () => {
    const sent = await wire.commands('redis', async () => {
      const client = await redisClient();
      await client.set('stock', 9);
      expect(await redis.keys()).toEqual(['stock']);
      await client.del('stock');
    });
    expect(sent).toEqual(['PING', 'SET stock "9"', 'DEL stock']);
  });

  test('the round trips of a work', async () => {
    const client = await redisClient();
    const oneByOne = async () => {
      for (let i = 0; i < 10; i++) await client.incr('stock');
    };
    const together = async () => {
      const pipeline = client.pipeline();
      for (let i = 0; i < 10; i++) pipeline.incr('stock');
      await pipeline.exec();
    };
    expect(await wire.roundTrips('redis', oneByOne)).toBe(10);
    expect(await wire.roundTrips('redis', together)).toBe(1);
    expect(await wire.roundTrips('redis', () => {})).toBe(0);
    await client.del('stock');
  });

  test('the connections that are open, and those that were opened', async () => {
    await expect.poll(() => wire.connections('memcached')).toBe(0);
    const client = Memcached.create(process.env.MEMCACHE_SERVERS);
    const opened = await wire.opened('memcached', async () => {
      await client.set('menu', 'tea', {});
      await client.get('menu');
      await memcached.flushAll();
    });
    expect(opened).toBe(1);
    expect(await wire.connections('memcached')).toBe(1);
    client.close();
    await expect.poll(() => wire.connections('memcached')).toBe(0);
  });
});

test('a check has only the servers that its lesson names', async () => {
  await closeCheckServers();
  await expect(async () => redis.keys()).rejects.toThrow(/This is for checks/);
  const services = await openServices({ root: inject('servicesRoot') });
  await openCheckServers({
    ...(await services.lease(['memcached'])),
    start,
  });
  await expect(async () => redis.keys()).rejects.toThrow(
    'This check has no redis. Name it in the frontmatter of its lesson, under `uses`.',
  );
});
