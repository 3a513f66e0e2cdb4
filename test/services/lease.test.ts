import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import amqp from 'amqplib';
import { Redis } from 'ioredis';
import pg from 'pg';
import { expect, inject, onTestFinished, test } from 'vitest';
import { exchange } from '../../src/services/exchange.ts';
import { sweepLeases, takeLease } from '../../src/services/lease.ts';
import {
  SERVICES,
  type Lease,
  type Service,
} from '../../src/services/service.ts';
import { openServices } from '../../src/services/services.ts';
import { fillDisk, mayMount, mountSmallDisk } from '../setup/small-disk.ts';
import { runProgram } from './another-process.ts';
import {
  speakMemcached,
  speakPostgres,
  speakRabbitmq,
  speakRedis,
} from './speak.ts';
import { ownRoot, until } from './states.ts';

const root = inject('servicesRoot');
const services = await openServices({ root });

async function lease(...names: Service[]): Promise<Lease> {
  const taken = await services.lease(names);
  onTestFinished(() => taken.release());
  return taken;
}

async function connectPg(url: string | undefined): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  return client;
}

test('a lease holds an address of each service, and each answers', async () => {
  const { addresses, versions } = await lease(...SERVICES);
  expect(await speakMemcached(addresses)).toBe('hi');
  expect(await speakRedis(addresses)).toBe('hi');
  expect(await speakRabbitmq(addresses)).toBe('hi');
  expect(await speakPostgres(addresses)).toBe('hi');
  expect(Object.keys(versions)).toEqual([...SERVICES]);
  for (const version of Object.values(versions))
    expect(version).toMatch(/^\d+\./);
});

test('a lease names what to call its values in a recording', async () => {
  const { addresses, aliases } = await lease(...SERVICES);
  const shown = Object.values(addresses).map((address) =>
    Object.entries(aliases).reduce(
      (s, [from, to]) => s.replaceAll(from, to),
      address,
    ),
  );
  expect(shown).toEqual([
    'localhost:11211',
    'redis://localhost:6379',
    'amqp://course:course@localhost:5672/course',
    'postgres://course:course@localhost:5432/course',
  ]);
});

test('a database sorts text the same way on every server', async () => {
  const { addresses } = await lease('postgres');
  const client = await connectPg(addresses.DATABASE_URL);
  const { rows } = await client.query(
    `SELECT datcollate, datctype, pg_encoding_to_char(encoding) AS encoding,
            current_setting('TimeZone') AS zone
     FROM pg_database WHERE datname = current_database()`,
  );
  await client.end();
  expect(rows).toEqual([
    { datcollate: 'C', datctype: 'C', encoding: 'UTF8', zone: 'UTC' },
  ]);
});

test('two leases at once see nothing of each other', async () => {
  const shared: Service[] = ['rabbitmq', 'postgres'];
  // Containers are lent to one run after the other, native ones to each.
  const names = services.way === 'native' ? [...SERVICES] : shared;
  const [one, two] = await Promise.all([lease(...names), lease(...names)]);
  for (const key of Object.keys(
    one.addresses,
  ) as (keyof Lease['addresses'])[]) {
    expect(one.addresses[key]).not.toBe(two.addresses[key]);
  }
  const client = await connectPg(one.addresses.DATABASE_URL);
  await client.query('CREATE TABLE t (n int)');
  await client.end();
  const other = await connectPg(two.addresses.DATABASE_URL);
  await expect(other.query('SELECT * FROM t')).rejects.toThrow(
    'does not exist',
  );
  await other.end();
});

test('a lease after another one finds Redis and memcached empty', async () => {
  const one = await lease('redis', 'memcached');
  await speakRedis(one.addresses);
  await speakMemcached(one.addresses);
  await one.release();
  const two = await lease('redis', 'memcached');
  const redis = new Redis(two.addresses.REDIS_URL ?? '');
  expect(await redis.dbsize()).toBe(0);
  redis.disconnect();
  const port = Number(two.addresses.MEMCACHE_SERVERS?.split(':')[1]);
  expect(await exchange(port, 'get greeting\r\n', /END\r\n/)).toBe('END\r\n');
});

test('a lease’s role cannot connect to any other database', async () => {
  const one = await lease('postgres');
  const two = await lease('postgres');
  for (const database of [two.id, 'postgres', 'template1']) {
    const url = new URL(one.addresses.DATABASE_URL ?? '');
    url.pathname = `/${database}`;
    await expect(connectPg(url.href)).rejects.toThrow('permission denied');
  }
});

test('a lease’s role is no superuser and needs its password', async () => {
  const { id, addresses } = await lease('postgres');
  const client = await connectPg(addresses.DATABASE_URL);
  const { rows } = await client.query(
    'SELECT rolsuper FROM pg_roles WHERE rolname = $1',
    [id],
  );
  await client.end();
  expect(rows).toEqual([{ rolsuper: false }]);
  for (const user of [id, 'postgres']) {
    const url = new URL(addresses.DATABASE_URL ?? '');
    url.username = user;
    url.password = 'guess';
    await expect(connectPg(url.href)).rejects.toThrow(
      'password authentication failed',
    );
  }
});

test('a lease’s user has no right on another vhost', async () => {
  const one = await lease('rabbitmq');
  const two = await lease('rabbitmq');
  for (const vhost of [two.id, '%2F']) {
    const url = `${one.addresses.AMQP_URL?.replace(/[^/]*$/, '')}${vhost}`;
    await expect(amqp.connect(url)).rejects.toThrow(/got <ConnectionClose/);
  }
});

test('what a run leaves is reported', async () => {
  const { addresses, leaks } = await lease(...SERVICES);
  await speakMemcached(addresses);
  await speakRedis(addresses);
  const redis = new Redis(addresses.REDIS_URL ?? '', {
    retryStrategy: () => null,
  });
  redis.on('error', () => {});
  await redis.hset('cart', 'apples', 3);
  const broker = await amqp.connect(addresses.AMQP_URL ?? '');
  broker.on('error', () => {});
  const channel = await broker.createChannel();
  channel.on('error', () => {});
  await channel.assertQueue('orders');
  await channel.assertExchange('news', 'fanout');
  const client = await connectPg(addresses.DATABASE_URL);
  await client.query('CREATE TABLE book (id int)');
  expect(await leaks()).toEqual([
    { service: 'memcached', what: 'item', count: 1, names: ['greeting'] },
    { service: 'redis', what: 'connection', count: 1, names: [] },
    { service: 'redis', what: 'key', count: 2, names: ['cart', 'greeting'] },
    { service: 'rabbitmq', what: 'connection', count: 1, names: [] },
    { service: 'rabbitmq', what: 'queue', count: 1, names: ['orders'] },
    { service: 'rabbitmq', what: 'exchange', count: 1, names: ['news'] },
    { service: 'postgres', what: 'connection', count: 1, names: [] },
    { service: 'postgres', what: 'table', count: 1, names: ['book'] },
  ]);
  redis.disconnect();
  await client.end().catch(() => {});
});

test('what a learner defines runs as the learner, also when we look', async () => {
  const { id, addresses, leaks, look } = await lease('postgres');
  const client = await connectPg(addresses.DATABASE_URL);
  await client.query(`
    CREATE TABLE public.who (name text);
    CREATE SCHEMA evil;
    CREATE FUNCTION evil.spy() RETURNS name LANGUAGE plpgsql AS
      'BEGIN INSERT INTO public.who VALUES (session_user); RETURN ''t''; END';
    CREATE VIEW evil.pg_tables AS
      SELECT evil.spy() AS tablename, 'public'::name AS schemaname;
    ALTER DATABASE ${id} SET search_path = evil, pg_catalog, public;
    CREATE TYPE public.mine AS (a int);
    CREATE FUNCTION public.tell(public.mine) RETURNS text LANGUAGE plpgsql AS
      'BEGIN INSERT INTO public.who VALUES (session_user); RETURN ''x''; END';
    CREATE CAST (public.mine AS text) WITH FUNCTION public.tell(public.mine);
    CREATE TABLE public.odd (a public.mine);
    INSERT INTO public.odd VALUES (ROW(1));
  `);
  await leaks();
  await look();
  const { rows } = await client.query('SELECT DISTINCT name FROM public.who');
  await client.end();
  expect(rows).toEqual([{ name: id }]);
});

test('a database that does not answer holds a look up for seconds, not more', async () => {
  const { addresses, look } = await lease('postgres');
  const client = await connectPg(addresses.DATABASE_URL);
  await client.query(`
    CREATE TYPE public.slow AS (a int);
    CREATE FUNCTION public.wait(public.slow) RETURNS text LANGUAGE plpgsql AS
      'BEGIN PERFORM set_config(''statement_timeout'', ''0'', false);
        PERFORM pg_sleep(600); RETURN ''x''; END';
    CREATE CAST (public.slow AS text) WITH FUNCTION public.wait(public.slow);
    CREATE TABLE public.odd (a public.slow);
    INSERT INTO public.odd VALUES (ROW(1));
  `);
  await client.end();
  expect(await look()).toEqual([]);
});

test('a lease is given back once, and not restarted afterwards', async () => {
  const { release, restart } = await services.lease(['redis']);
  await Promise.all([release(), release()]);
  await expect(restart('redis')).rejects.toThrow('The run is over.');
});

test('a run that closed what it opened leaves nothing', async () => {
  const { addresses, leaks } = await lease(...SERVICES);
  await speakRabbitmq(addresses);
  await speakPostgres(addresses);
  expect(await leaks()).toEqual([]);
});

test('a lease whose server died is given back all the same', async (context) => {
  if (services.way === 'compose') {
    context.skip('of native servers only: a container serves the other tests');
  }
  const { addresses, leaks, release } = await services.lease([
    'redis',
    'postgres',
  ]);
  const redis = new Redis(addresses.REDIS_URL ?? '', {
    retryStrategy: () => null,
  });
  redis.on('error', () => {});
  await redis.call('SHUTDOWN', 'NOSAVE').catch(() => {});
  expect(await leaks()).toEqual([]);
  await release();
});

test('the leases of a killed process are swept', async () => {
  const owner = runProgram('take-lease.ts', root, ...SERVICES);
  const held = JSON.parse(await owner.says(/\n/)) as Lease;
  owner.child.kill('SIGKILL');
  await owner.ended;
  const port = Number(held.addresses.MEMCACHE_SERVERS?.split(':')[1]);
  if (services.way === 'native') {
    await until('its memcached and its Redis are gone', async () => {
      const redis = Number(new URL(held.addresses.REDIS_URL ?? '').port);
      const answers = [port, redis].map((p) => exchange(p, 'INFO\r\n', /./s));
      const all = await Promise.allSettled(answers);
      return all.every(({ status }) => status === 'rejected');
    });
  }
  await lease(...SERVICES);
  await expect(connectPg(held.addresses.DATABASE_URL)).rejects.toThrow(
    /authentication failed|does not exist/,
  );
  await expect(amqp.connect(held.addresses.AMQP_URL ?? '')).rejects.toThrow();
});

test('a service that does not run gives no lease', async () => {
  const none = await openServices({ root: ownRootOfThisFile });
  await expect(none.lease(['redis'])).rejects.toThrow(
    'redis is not running; `npm run services -- up` starts it.',
  );
});

const ownRootOfThisFile = ownRoot();

test('what a lease has of a service that then failed is swept', async () => {
  const at = mkdtempSync(join(tmpdir(), 'roundtrip-lease-'));
  onTestFinished(() => rmSync(at, { recursive: true, force: true }));
  let given = '';
  await expect(
    takeLease(at, ['postgres'], async (_service, id) => {
      given = id; // it has made a role, and no database
      throw new Error('it was restarted');
    }),
  ).rejects.toThrow('postgres gave no lease: it was restarted');
  const swept: string[] = [];
  await sweepLeases(at, async (service, id) => {
    swept.push(`${service} ${id}`);
  });
  expect(swept).toEqual([`postgres ${given}`]);
  expect(readdirSync(join(at, 'leases'))).toEqual([]);
});

test.runIf(mayMount)(
  'a lease that a full disk refuses leaves nothing',
  async () => {
    const at = mkdtempSync(join(tmpdir(), 'roundtrip-lease-'));
    onTestFinished(() => rmSync(at, { recursive: true, force: true }));
    mountSmallDisk(at);
    fillDisk(at);
    const take = () => Promise.reject(new Error('not asked for'));
    await expect(takeLease(at, ['redis'], take)).rejects.toThrow(
      /^No space is left on the disk/,
    );
    expect(readdirSync(join(at, 'leases'))).toEqual([]);
  },
);
