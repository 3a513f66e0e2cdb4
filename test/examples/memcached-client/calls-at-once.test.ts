import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { openClient } from '../../../examples/memcached/client/client.ts';
import type { Lease } from '../../../src/services/service.ts';
import { openServices } from '../../../src/services/services.ts';
import { badServer, noneOpen } from './bad-servers.ts';

let lease: Lease;
const COUNT = 1000;
const numbers = Array.from({ length: COUNT }, (_, i) => i);

beforeAll(async () => {
  const services = await openServices({ root: inject('servicesRoot') });
  lease = await services.lease(['memcached']);
});
afterAll(() => lease?.release());

const memcached = () => openClient(lease.addresses.MEMCACHE_SERVERS!);

test('a thousand calls at once get each its own reply', async () => {
  const client = memcached();
  const sets = numbers.map((i) => client.set(`key:${i}`, `value ${i}`));
  const gets = numbers.map((i) => client.get(`key:${i}`));
  expect(await Promise.all(sets)).toEqual(numbers.map(() => true));
  expect(await Promise.all(gets)).toEqual(numbers.map((i) => `value ${i}`));
  await client.disconnectAll();
});

test('calls at once are carried out in their order', async () => {
  const client = memcached();
  await client.set('count', 0);
  const counts = numbers.map(() => client.incr('count'));
  expect(await Promise.all(counts)).toEqual(numbers.map((i) => BigInt(i + 1)));
  await client.disconnectAll();
});

test('a thousand keys are read, written and deleted by one call', async () => {
  const client = memcached();
  const values = new Map(numbers.map((i) => [i, `value ${i}`]));
  const prefix = 'a-prefix-that-makes-a-long-line:';
  expect(await client.setMany(values, { prefix })).toEqual([]);
  expect(await client.getMany(numbers, { prefix })).toEqual(values);
  expect(await client.deleteMany(numbers, { prefix })).toEqual([]);
  expect(await client.getMany(numbers, { prefix })).toEqual(new Map());
  await client.disconnectAll();
});

test('one connection is opened to each server, however many calls begin', async () => {
  const servers = [await badServer(), await badServer(), await badServer()];
  const client = openClient(servers.map(({ address }) => address));
  await Promise.all([
    ...numbers.map((i) => client.set(`key:${i}`, i)),
    client.getMany(numbers),
    client.setMany(new Map(numbers.map((i) => [i, i]))),
    client.stats(),
    client.flushAll(),
    client.reachable(),
  ]);
  expect(servers.map((server) => server.opened())).toEqual([1, 1, 1]);
  await client.disconnectAll();
  for (const server of servers) await noneOpen(server);
});

test('one connection is opened again when all calls at once have lost it', async () => {
  const server = await badServer({
    answer: ({ line, socket }) => {
      if (line === 'get bad') socket.destroy();
      return undefined;
    },
  });
  const client = openClient([server.address]);
  await client.get('tea');
  const lost = numbers.map(() => client.get('bad'));
  await Promise.allSettled(lost);
  await Promise.all(numbers.map(() => client.get('tea')));
  expect(server.opened()).toBe(2);
  await client.disconnectAll();
});
