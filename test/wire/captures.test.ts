import { once } from 'node:events';
import { connect } from 'node:net';
import amqp from 'amqplib';
import { Redis } from 'ioredis';
import { Client } from 'memjs';
import pg from 'pg';
import { defineEntity, MikroORM, p } from '@mikro-orm/postgresql';
import { describe, expect, test } from 'vitest';
import type { Service } from '../../src/course/service-name.ts';
import { expectAnySplitAlike, expectWhole } from './any-split.ts';
import { lines, setup, tapped, type Tapped } from './tapped.ts';

/** Ends the capture; resolves to the lines of each connection. */
async function linesOf(service: Service, tap: Tapped): Promise<string[][]> {
  const messages = await tap.messages();
  for (const [index, turns] of tap.conversations.entries()) {
    expectWhole(turns, messages[index]!);
    expectAnySplitAlike(service, turns);
  }
  return messages.map(lines);
}

describe.each([2, 3] as const)('ioredis in RESP%i', (protocol) => {
  test('commands, a pipeline and a transaction', async () => {
    const tap = await tapped('redis');
    const redis = new Redis(tap.address, { protocol });
    await redis.set('session:1', 'ann', 'EX', 60);
    await redis.get('session:2');
    const pipeline = redis.pipeline();
    for (const job of ['a', 'b "c"']) pipeline.rpush('jobs', job);
    pipeline.lrange('jobs', 0, -1);
    await pipeline.exec();
    await redis.hset('h', 'n', 1);
    await redis.hgetall('h');
    await redis.multi().get('jobs').exec();
    await redis.set('big', 'x'.repeat(100_000));
    await redis.quit();
    expect(await linesOf('redis', tap)).toEqual([
      [
        '1> SET session:1 "ann" EX 60',
        '1< OK',
        '2> GET session:2',
        '2< (nil)',
        '3> RPUSH jobs "a"',
        '3> RPUSH jobs "b \\"c\\""',
        '3> LRANGE jobs 0 -1',
        '3< (integer) 1',
        '3< (integer) 2',
        '3< ["a", "b \\"c\\""]',
        '4> HSET h n "1"',
        '4< (integer) 1',
        '5> HGETALL h',
        protocol === 2 ? '5< ["n", "1"]' : '5< {"n": "1"}',
        '6> MULTI',
        '6> GET jobs',
        '6> EXEC',
        '6< OK',
        '6< QUEUED',
        '6< [(error) WRONGTYPE Operation against a key holding the wrong kind of value]',
        `7> SET big "${'x'.repeat(64)}"… (100000 bytes)`,
        '7< OK',
        '8> QUIT',
        '8< OK',
      ],
    ]);
  });

  test('messages are nobody’s answer', async () => {
    const tap = await tapped('redis');
    const subscriber = new Redis(tap.address, { protocol });
    await subscriber.subscribe('monitoring');
    const publisher = new Redis(tap.address, { protocol });
    const message = once(subscriber, 'message');
    await publisher.publish('monitoring', 'disk 97%');
    await message;
    await subscriber.unsubscribe();
    await Promise.all([subscriber.quit(), publisher.quit()]);
    expect(await linesOf('redis', tap)).toEqual([
      [
        '1> SUBSCRIBE monitoring',
        '1< subscribe monitoring 1',
        ' < message monitoring "disk 97%"',
        '2> UNSUBSCRIBE',
        '2< unsubscribe monitoring 0',
        '3> QUIT',
        '3< OK',
      ],
      [
        '1> PUBLISH monitoring "disk 97%"',
        '1< (integer) 1',
        '2> QUIT',
        '2< OK',
      ],
    ]);
  });
});

test('memjs, in the binary protocol', async () => {
  const tap = await tapped('memcached');
  const cache = Client.create(tap.address);
  await cache.get('price:tea');
  await cache.set('price:tea', '4.20 EUR', { expires: 60 });
  await cache.get('price:tea');
  await cache.add('price:tea', 'x', {});
  await cache.increment('n', 2, { initial: 5 });
  await cache.delete('price:tea');
  cache.close();
  expect(await linesOf('memcached', tap)).toEqual([
    [
      '1> Get price:tea',
      '1< Not found (status 1)',
      '2> Set price:tea expires=60 "4.20 EUR"',
      '2< No error (status 0)',
      '3> Get price:tea',
      '3< No error (status 0) "4.20 EUR"',
      '4> Add price:tea expires=0 "x"',
      '4< Data exists for key (status 2)',
      '5> Increment n delta=2 initial=5 expires=0',
      '5< No error (status 0) 5',
      '6> Delete price:tea',
      '6< No error (status 0)',
    ],
  ]);
});

test('memcached in text and in meta commands, typed by hand', async () => {
  const tap = await tapped('memcached');
  const socket = connect(Number(tap.address.split(':')[1]), '127.0.0.1');
  let heard = '';
  socket.setEncoding('latin1').on('data', (text: string) => (heard += text));
  const say = async (text: string, until: RegExp) => {
    heard = '';
    socket.write(text);
    while (!until.test(heard)) await once(socket, 'data');
  };
  await say('set k 0 60 5\r\nhello\r\n', /STORED\r\n/);
  await say('set trap 0 0 9\r\na\r\nEND\r\nb\r\n', /STORED\r\n/);
  await say('get k trap none\r\n', /b\r\nEND\r\n$/);
  await say('set quiet 0 0 1 noreply\r\n1\r\nincr quiet 2\r\n', /3\r\n/);
  await say('set k 0 0 2\r\nhello\r\n', /chunk\r\n(ERROR\r\n)?/);
  await say('mg none v\r\n', /EN\r\n/);
  await say('ms m 2 T60\r\nhi\r\nmg m s v\r\n', /hi\r\n/);
  await say('mg none v q\r\nmg m v q\r\nmn\r\n', /MN\r\n/);
  socket.end('quit\r\n');
  await once(socket, 'close');
  const [text] = await linesOf('memcached', tap);
  expect(text).toEqual([
    '1> set k 0 60 5 "hello"',
    '1< STORED',
    '2> set trap 0 0 9 "a\\r\\nEND\\r\\nb"',
    '2< STORED',
    '3> get k trap none',
    '3< VALUE k 0 5 "hello"',
    '3< VALUE trap 0 9 "a\\r\\nEND\\r\\nb"',
    '3< END',
    ' > set quiet 0 0 1 noreply "1"',
    '4> incr quiet 2',
    '4< 3',
    '5> set k 0 0 2 "he" (bad data chunk)',
    '5> o',
    '5< CLIENT_ERROR bad data chunk',
    '5< ERROR',
    '6> mg none v',
    '6< EN',
    '7> ms m 2 T60 "hi"',
    '7> mg m s v',
    '7< HD',
    '7< VA 2 s2 "hi"',
    '8> mg none v q',
    '8> mg m v q',
    '8> mn',
    '8< VA 2 "hi"',
    '8< MN',
    ' > quit',
  ]);
});

test('amqplib publishes, confirms, consumes, and meets an error', async () => {
  const tap = await tapped('rabbitmq');
  const connection = await amqp.connect(tap.address, { noDelay: true });
  const channel = await connection.createConfirmChannel();
  await channel.assertQueue('jobs', { durable: true });
  channel.sendToQueue('jobs', Buffer.from('fetch page 1'), {
    contentType: 'text/plain',
  });
  await channel.waitForConfirms();
  channel.sendToQueue('jobs', Buffer.alloc(300_000, 'y'));
  await channel.waitForConfirms();
  await new Promise<void>((resolve) => {
    // Both are here before one is acked: the second comes in many pieces.
    const jobs: amqp.ConsumeMessage[] = [];
    const take = (job: amqp.ConsumeMessage | null) => {
      jobs.push(job!);
      if (jobs.length < 2) return;
      for (const each of jobs) channel.ack(each);
      resolve();
    };
    void channel.consume('jobs', take, { consumerTag: 'me' });
  });
  await channel.close();
  const other = await connection.createChannel();
  const closed = once(other, 'error');
  await other.checkQueue('none').catch(() => {});
  await closed;
  await connection.close();
  const big = `300000 bytes "${'y'.repeat(64)}"…`;
  expect(await linesOf('rabbitmq', tap)).toEqual([
    [
      '1> confirm.select',
      '1< confirm.select-ok',
      '2> queue.declare queue="jobs" durable=true',
      '2< queue.declare-ok queue="jobs" message-count=0 consumer-count=0',
      '3> basic.publish exchange="" routing-key="jobs" content-type="text/plain" 12 bytes "fetch page 1"',
      '3< basic.ack tag=1 multiple=false',
      `4> basic.publish exchange="" routing-key="jobs" ${big}`,
      '4< basic.ack tag=2 multiple=false',
      '5> basic.consume queue="jobs" consumer-tag="me"',
      '5< basic.consume-ok consumer-tag="me"',
      ' < basic.deliver consumer-tag="me" tag=1 redelivered=false exchange="" routing-key="jobs" content-type="text/plain" 12 bytes "fetch page 1"',
      ` < basic.deliver consumer-tag="me" tag=2 redelivered=false exchange="" routing-key="jobs" ${big}`,
      ' > basic.ack tag=1 multiple=false',
      ' > basic.ack tag=2 multiple=false',
      '6> channel.close reply-code=200 reply-text="Goodbye" class-id=0 method-id=0',
      '6< channel.close-ok',
      '7> queue.declare queue="none" passive=true durable=true',
      expect.stringMatching(
        /^7< channel.close reply-code=404 reply-text="NOT_FOUND - no queue 'none'/,
      ),
      // amqplib sends for each channel in turn, this one for channel 0.
      '8> connection.close reply-code=200 reply-text="Cheers, thanks" class-id=0 method-id=0',
      ' > channel.close-ok',
      '8< connection.close-ok',
    ],
  ]);
});

test('pg: simple, extended, an error, a notification', async () => {
  const tap = await tapped('postgres');
  const client = new pg.Client(tap.address);
  await client.connect();
  await client.query("select 'tea' as name,\n  null as price");
  await client.query('select $1::text as said', ['hi']);
  await client.query('create table t (id int primary key)');
  await client.query('insert into t values (1), (2)');
  await client.query('insert into t values (1)').catch(() => {});
  await client.query('listen news');
  await client.query("notify news, 'hello'");
  await client.end();
  const [messages] = await tap.messages();
  expect(setup(messages)).toContain('Password (hidden)');
  expect(await linesOf('postgres', tap)).toEqual([
    [
      "1> Query select 'tea' as name, null as price",
      '1< RowDescription name, price',
      '1< DataRow "tea", NULL',
      '1< CommandComplete SELECT 1',
      '1< ReadyForQuery idle',
      '2> Parse select $1::text as said',
      '2> Bind ("hi")',
      '2> Describe portal',
      '2> Execute',
      '2> Sync',
      '2< ParseComplete',
      '2< BindComplete',
      '2< RowDescription said',
      '2< DataRow "hi"',
      '2< CommandComplete SELECT 1',
      '2< ReadyForQuery idle',
      '3> Query create table t (id int primary key)',
      '3< CommandComplete CREATE TABLE',
      '3< ReadyForQuery idle',
      '4> Query insert into t values (1), (2)',
      '4< CommandComplete INSERT 0 2',
      '4< ReadyForQuery idle',
      '5> Query insert into t values (1)',
      '5< ErrorResponse 23505 duplicate key value violates unique constraint "t_pkey" Key (id)=(1) already exists.',
      '5< ReadyForQuery idle',
      '6> Query listen news',
      '6< CommandComplete LISTEN',
      '6< ReadyForQuery idle',
      "7> Query notify news, 'hello'",
      '7< CommandComplete NOTIFY',
      ' < NotificationResponse news "hello"',
      '7< ReadyForQuery idle',
      ' > Terminate',
    ],
  ]);
});

test('MikroORM: a flush is a transaction of its own', async () => {
  const tap = await tapped('postgres');
  const Product = defineEntity({
    name: 'Product',
    properties: { sku: p.string().primary(), price: p.integer() },
  });
  const orm = new MikroORM({ clientUrl: tap.address, entities: [Product] });
  await orm.schema.create();
  const em = orm.em.fork();
  em.create(Product, { sku: 'cup', price: 4 });
  em.create(Product, { sku: 'jug', price: 9 });
  await em.flush();
  await orm.close();
  const [text] = await linesOf('postgres', tap);
  const flush = text!.filter((line) => />/.test(line)).slice(-4);
  expect(flush.map((line) => line.replace(/^\d+/, ''))).toEqual([
    '> Query begin',
    `> Query insert into "product" ("sku", "price") values ('cup', 4), ('jug', 9)`,
    '> Query commit',
    ' > Terminate',
  ]);
});
