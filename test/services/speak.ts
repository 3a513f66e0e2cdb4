import amqp from 'amqplib';
import { Redis } from 'ioredis';
import pg from 'pg';
import { exchange } from '../../src/services/exchange.ts';
import type { Addresses } from '../../src/services/service.ts';

/** Sets a value in memcached and gets it back. */
export async function speakMemcached({ MEMCACHE_SERVERS = '' }: Addresses) {
  const port = Number(MEMCACHE_SERVERS.split(':')[1]);
  const said = await exchange(
    port,
    'set greeting 0 0 2\r\nhi\r\nget greeting\r\n',
    /END\r\n$/,
  );
  return /VALUE greeting 0 2\r\n(.*)\r\n/.exec(said)?.[1];
}

/** Sets a value in Redis and gets it back. */
export async function speakRedis({ REDIS_URL = '' }: Addresses) {
  const redis = new Redis(REDIS_URL);
  await redis.set('greeting', 'hi');
  const value = await redis.get('greeting');
  redis.disconnect();
  return value;
}

/** Sends a message to a queue of RabbitMQ and takes it out again. */
export async function speakRabbitmq({ AMQP_URL = '' }: Addresses) {
  const connection = await amqp.connect(AMQP_URL);
  const channel = await connection.createConfirmChannel();
  const { queue } = await channel.assertQueue('', { exclusive: true });
  channel.sendToQueue(queue, Buffer.from('hi'));
  await channel.waitForConfirms();
  const message = await channel.get(queue, { noAck: true });
  await connection.close();
  return message ? message.content.toString() : undefined;
}

/** Selects a value in PostgreSQL. */
export async function speakPostgres({ DATABASE_URL }: Addresses) {
  const client = new pg.Client({ connectionString: DATABASE_URL });
  await client.connect();
  const { rows } = await client.query<{ said: string }>(`SELECT 'hi' AS said`);
  await client.end();
  return rows[0]?.said;
}
