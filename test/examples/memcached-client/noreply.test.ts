import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import {
  openClient,
  type Client,
} from '../../../examples/memcached/client/client.ts';
import type { Lease } from '../../../src/services/service.ts';
import { openServices } from '../../../src/services/services.ts';
import { badServer, noneOpen, outcomes } from './bad-servers.ts';

const quiet = { noreply: true };

describe('memcached', () => {
  let lease: Lease;
  let client: Client;

  beforeAll(async () => {
    const services = await openServices({ root: inject('servicesRoot') });
    lease = await services.lease(['memcached']);
    // So that a key of 251 bytes is sent.
    client = openClient(lease.addresses.MEMCACHE_SERVERS!, { maxKeyLength: 0 });
  });
  afterAll(async () => {
    await client?.disconnectAll();
    await lease?.release();
  });
  const tooLong = 'k'.repeat(251);

  test('answers no command with noreply that it understands', async () => {
    await client.set('word', 'tea');
    const calls = [
      client.set('a', 1, quiet),
      client.add('a', 2, quiet),
      client.replace('none', 1, quiet),
      client.append('none', 'x', quiet),
      client.cas('none', 1, { cas: 1n }, quiet),
      client.incr('a', 1, quiet),
      client.incr('word', 1, quiet),
      client.decr('none', 1, quiet),
      client.touch('none', 9, quiet),
      client.delete('none', quiet),
      client.setMany({ b: 1, c: 2 }, quiet),
      client.deleteMany(['b', 'none'], quiet),
      client.set('large', Buffer.alloc(1024 * 1024), quiet),
      client.get('a'),
    ];
    expect((await outcomes(calls)).at(-1)).toBe(2);
    expect(await client.getMany(['a', 'b', 'c', 'none'])).toEqual(
      new Map([
        ['a', 2],
        ['c', 2],
      ]),
    );
  });

  test('says ERROR to the value behind a set that it refuses: no call takes that for its own', async () => {
    await client.set('tea', 'hot');
    const calls = [
      client.get('tea'),
      client.set(tooLong, 'x', quiet),
      client.get('tea'),
      client.get('tea'),
    ];
    expect(await outcomes(calls)).toEqual([
      'hot',
      true,
      'ConnectionLost',
      'ConnectionLost',
    ]);
    expect(await client.get('tea')).toBe('hot');
  });

  test('says so while nothing is asked: the next call has a new connection', async () => {
    const before = await connections();
    await client.set(tooLong, 'x', quiet);
    await expect.poll(connections).toBe(before - 1);
    expect(await client.get('tea')).toBe('hot');
  });

  test('says so to one of many: nothing of it reaches another call', async () => {
    const values = { good: 'x', [tooLong]: 'y', better: 'z' };
    expect(await client.setMany(values, quiet)).toEqual([]);
    // It is on the way: whoever asks now may lose the connection, and is
    // told nothing that is not so.
    const [next] = await outcomes([client.get('tea')]);
    expect(['hot', 'ConnectionLost']).toContain(next);
    expect(await client.get('tea')).toBe('hot');
  });

  /** The open ones, as another client is told. */
  async function connections(): Promise<number> {
    const other = openClient(lease.addresses.MEMCACHE_SERVERS!);
    const [stats] = [...(await other.stats()).values()];
    await other.disconnectAll();
    return Number(stats!.curr_connections);
  }
});

test('an error that comes late, behind a noreply, is not given to a call from before', async () => {
  const server = await badServer({
    answer: ({ line, good }) =>
      line === 'delete bad noreply' ? 'SERVER_ERROR busy\r\n' : good,
  });
  const client = openClient([server.address]);
  await client.set('tea', 'hot');
  const calls = [
    client.get('tea'),
    client.delete('bad', quiet),
    client.get('tea'),
  ];
  expect(await outcomes(calls)).toEqual(['hot', true, 'ConnectionLost']);
  expect(await client.get('tea')).toBe('hot');
  expect(server.opened()).toBe(2);
  await client.disconnectAll();
  await noneOpen(server);
});

test('an error of a call that has its own reply is its own, when nothing quiet was right before it', async () => {
  const server = await badServer({
    answer: ({ line }) =>
      line === 'get bad' ? 'SERVER_ERROR busy\r\n' : undefined,
  });
  const client = openClient([server.address]);
  const calls = [
    client.set('tea', 'hot', quiet),
    client.get('tea'),
    client.get('bad'),
    client.get('tea'),
  ];
  expect(await outcomes(calls)).toEqual([true, 'hot', 'Refused', 'hot']);
  expect(server.opened()).toBe(1);
  await client.disconnectAll();
});
