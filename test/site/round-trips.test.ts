import { once } from 'node:events';
import { connect as connectTo } from 'node:net';
import { connect } from 'amqplib';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { Lease } from '../../src/services/service.ts';
import { SERVICES } from '../../src/services/service.ts';
import { openServices } from '../../src/services/services.ts';
import { roundTrips } from '../../src/site/round-trips.ts';

const [memcached, redis, rabbitmq, postgres] = roundTrips;
let lease: Lease;

beforeAll(async () => {
  const services = await openServices({ root: inject('servicesRoot') });
  lease = await services.lease(SERVICES);
});

afterAll(() => lease?.release());

/** Sends text to a server; resolves to the first line that it answers. */
async function ask(address: string, text: string): Promise<string> {
  const { hostname, port } = new URL(address);
  const socket = connectTo(Number(port), hostname);
  socket.end(text);
  const [answer] = (await once(socket, 'data')) as [Buffer];
  return answer.toString().split('\r\n')[0]!;
}

test('Memcached answers as the picture says', async () => {
  const address = `tcp://${lease.addresses.MEMCACHE_SERVERS}`;
  const answer = await ask(address, `${memcached.sent}\r\nhello\r\n`);
  expect(answer).toBe(memcached.reply);
});

test('Redis answers as the picture says', async () => {
  const answer = await ask(lease.addresses.REDIS_URL!, `${redis.sent}\r\n`);
  expect(answer).toBe(redis.reply);
});

test('RabbitMQ answers as the picture says', async () => {
  expect([rabbitmq.sent, rabbitmq.reply]).toEqual([
    'basic.publish',
    'basic.ack',
  ]);
  const connection = await connect(lease.addresses.AMQP_URL!, {
    noDelay: true,
  });
  const channel = await connection.createConfirmChannel();
  channel.publish('', 'nobody', Buffer.from('hello'));
  // Rejects when the broker answers with basic.nack.
  await channel.waitForConfirms();
  await connection.close();
});

test('PostgreSQL answers as the picture says', async () => {
  const client = new Client(lease.addresses.DATABASE_URL);
  await client.connect();
  await client.query('CREATE TABLE orders AS SELECT generate_series(1, 900)');
  const { rows } = await client.query<string[]>({
    text: postgres.sent,
    rowMode: 'array',
  });
  expect(`DataRow ${rows[0]![0]}`).toBe(postgres.reply);
  await client.query('DROP TABLE orders');
  await client.end();
});
