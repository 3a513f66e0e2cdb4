import amqp from 'amqplib';
import { Redis } from 'ioredis';
import pg from 'pg';
import { once } from 'node:events';
import { createServer } from 'node:net';
import {
  beforeEach,
  describe,
  expect,
  inject,
  onTestFinished,
  test,
} from 'vitest';
import { redis } from '../../src/services/native/redis.ts';
import { restartServer } from '../../src/services/native/restart.ts';
import { reservePort, withPorts } from '../../src/services/port.ts';
import type { Service } from '../../src/services/service.ts';
import { openServices } from '../../src/services/services.ts';
import { speakMemcached } from './speak.ts';
import { ownRoot, pids, states, until } from './states.ts';

// Servers of its own: a restart is felt by all that use them.
const shared = inject('servicesRoot');
const own = ownRoot();
const services = await openServices({ root: shared });

async function lease(service: Service, root: string) {
  const services = await openServices({ root });
  if (root === own) {
    await services.up([service], () => {});
    onTestFinished(() => services.down());
  }
  const taken = await services.lease([service]);
  onTestFinished(() => taken.release());
  return taken;
}

test('a restarted Redis has its keys, at the same address', async () => {
  const { addresses, restart } = await lease('redis', shared);
  const redis = new Redis(addresses.REDIS_URL!, { retryStrategy: () => 10 });
  redis.on('error', () => {});
  await redis.set('stock', 900);
  await restart('redis');
  expect(await redis.get('stock')).toBe('900');
  redis.disconnect();
});

test('is restarted again and again: its port is free when it is gone', async () => {
  const taken = await lease('redis', shared);
  // A container takes seconds for it.
  const times = services.way === 'native' ? 20 : 2;
  for (let time = 0; time < times; time++) await taken.restart('redis');
  expect(await taken.leaks()).toEqual([]);
});

describe('a native server that is restarted', () => {
  beforeEach((context) => {
    if (services.way === 'native') return;
    context.skip('of native servers only; Docker refuses a port in use');
  });

  test('gives its port to no other meanwhile', async () => {
    const { mine, port } = await redisOfItsOwn();
    const given: number[] = [];
    const prepare: typeof redis.prepare = async (place) => {
      const other = await reservePort(place.ports.main!);
      given.push(other.number);
      other.free();
      return redis.prepare(place);
    };
    await restartServer({ ...redis, prepare }, mine.root);
    expect(given).toHaveLength(1);
    expect(given).not.toContain(port);
  });

  test('that is dead is not taken for another that answers at its port', async () => {
    const { mine, port } = await redisOfItsOwn();
    const other = createServer((socket) => {
      socket.on('error', () => {}).on('data', () => socket.write('+PONG\r\n'));
    });
    onTestFinished(() => void other.close());
    // No test elsewhere is to get the port meanwhile.
    await withPorts([port], async () => {
      process.kill((await pids(mine)).redis!, 'SIGKILL');
      await until('it is dead', async () => {
        return (await states(mine)).redis === 'dead';
      });
      await once(other.listen(port, '127.0.0.1'), 'listening');
    });
    await expect(restartServer(redis, mine.root)).rejects.toThrow(
      `redis did not start: Another program listens on port ${port}`,
    );
  });
});

test('a restarted Memcached is empty', async () => {
  const { addresses, leaks, restart } = await lease('memcached', shared);
  await speakMemcached(addresses);
  expect(await leaks()).toMatchObject([{ what: 'item', count: 1 }]);
  await restart('memcached');
  expect(await leaks()).toEqual([]);
});

test('a restarted RabbitMQ has its durable queues and persistent messages', async () => {
  const { addresses, restart } = await lease('rabbitmq', own);
  const before = await amqp.connect(addresses.AMQP_URL!);
  const closed = new Promise((resolve) => before.once('close', resolve));
  before.on('error', () => {});
  const channel = await before.createConfirmChannel();
  channel.on('error', () => {});
  await channel.assertQueue('orders', { durable: true });
  await channel.assertQueue('news', { durable: false });
  channel.sendToQueue('orders', Buffer.from('1'), { persistent: true });
  await channel.waitForConfirms();
  await restart('rabbitmq');
  await closed;
  const after = await amqp.connect(addresses.AMQP_URL!);
  const again = await after.createChannel();
  expect((await again.checkQueue('orders')).messageCount).toBe(1);
  again.on('error', () => {});
  await expect(again.checkQueue('news')).rejects.toThrow('404');
  await after.close();
}, 120_000);

test('a restarted PostgreSQL has its rows', async () => {
  const { addresses, restart } = await lease('postgres', own);
  const connect = async () => {
    const client = new pg.Client({ connectionString: addresses.DATABASE_URL! });
    client.on('error', () => {});
    await client.connect();
    return client;
  };
  const before = await connect();
  await before.query('CREATE TABLE book AS SELECT 1 AS id');
  await restart('postgres');
  await expect(before.query('SELECT 1')).rejects.toThrow();
  const after = await connect();
  expect((await after.query('SELECT id FROM book')).rows).toEqual([{ id: 1 }]);
  await after.end();
}, 120_000);

async function redisOfItsOwn() {
  const mine = await openServices({ root: own });
  await mine.up(['redis'], () => {});
  onTestFinished(() => mine.down());
  const { REDIS_URL = '' } = await mine.addresses();
  return { mine, port: Number(new URL(REDIS_URL).port) };
}
