import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import {
  openClient,
  type Client,
} from '../../../examples/memcached/client/client.ts';
import type { Lease } from '../../../src/services/service.ts';
import { openServices } from '../../../src/services/services.ts';
import { outcomes } from './bad-servers.ts';

const MEGABYTE = 1024 * 1024;
let lease: Lease;
let client: Client;

beforeAll(async () => {
  const services = await openServices({ root: inject('servicesRoot') });
  lease = await services.lease(['memcached']);
  client = openClient(lease.addresses.MEMCACHE_SERVERS!);
});
afterAll(async () => {
  await client?.disconnectAll();
  await lease?.release();
});

test('a value of nearly a megabyte comes back as it was', async () => {
  const value = randomBytes(MEGABYTE - 200);
  expect(await client.set('large', value)).toBe(true);
  const read = (await client.get('large')) as Buffer;
  expect(read.equals(value)).toBe(true);
});

test('a megabyte is sent, and refused, as the header has no room: nothing else fails', async () => {
  await client.set('tea', 'hot');
  const calls = [
    client.get('tea'),
    client.set('large', Buffer.alloc(MEGABYTE)),
    client.get('tea'),
    client.get('large'),
  ];
  expect(await outcomes(calls)).toEqual(['hot', 'Refused', 'hot', undefined]);
});

test('more than a megabyte is not sent', async () => {
  await client.set('large', 'small');
  const calls = [client.set('large', Buffer.alloc(MEGABYTE + 1))];
  expect(await outcomes(calls)).toEqual(['ValueTooLong']);
  expect(await client.get('large')).toBe('small');
});

test('of many values, one that is too long stops all before any is sent', async () => {
  await client.delete('tea');
  const values = { tea: 'hot', large: Buffer.alloc(MEGABYTE + 1) };
  expect(await outcomes([client.setMany(values)])).toEqual(['ValueTooLong']);
  expect(await client.get('tea')).toBe(undefined);
});

test('of many values, those that are refused are told', async () => {
  const values = { tea: 'hot', large: Buffer.alloc(MEGABYTE), mate: 'cold' };
  expect(await client.setMany(values)).toEqual(['large']);
  expect(await client.getMany(['tea', 'large', 'mate'])).toEqual(
    new Map([
      ['tea', 'hot'],
      ['mate', 'cold'],
    ]),
  );
});

test('what is compressed may be longer', async () => {
  const value = 'tea '.repeat(MEGABYTE);
  await client.set('large', value, { compressFrom: 1000 });
  expect((await client.get('large')) === value).toBe(true);
});
