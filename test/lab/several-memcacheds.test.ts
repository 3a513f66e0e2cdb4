import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { openClient } from '../../examples/memcached/client/client.ts';
import type { WireEvent } from '../../src/course/event.ts';
import { lanesOf, laneName } from '../../src/course/lanes.ts';
import { plug, unplug } from '../../src/lab/check/library/faults.ts';
import {
  freePort,
  items,
  settings,
  store,
  value,
} from '../../src/lab/check/library/memcached.ts';
import {
  checkServers,
  closeCheckServers,
  openCheckServers,
} from '../../src/lab/check/servers.ts';
import { openServices } from '../../src/services/services.ts';

beforeAll(async () => {
  const services = await openServices({ root: inject('servicesRoot') });
  const memcached = [
    ['-m', '8'],
    ['-m', '8'],
  ];
  const lease = await services.lease(['memcached'], { memcached });
  const start = () => expect.fail('no program here');
  await openCheckServers({ ...lease, start });
});
afterAll(closeCheckServers);

function client() {
  return openClient(process.env.MEMCACHE_SERVERS!, { deadRetry: 0 });
}

test('each of several servers has a tap, and what it holds is asked by its number', async () => {
  await store('tea', 'first');
  await store('tea', 'second', 0, { server: 2 });
  expect([await value('tea'), await value('tea', 2)]).toEqual([
    'first',
    'second',
  ]);
  expect((await items(2)).map(({ key }) => key)).toEqual(['tea']);
});

test('lanes of several servers are told apart by the server', async () => {
  const cache = client();
  await cache.stats();
  await cache.disconnectAll();
  const told = () =>
    lanesOf(checkServers().events)
      .map((lane) => laneName(lane))
      .sort();
  await expect
    .poll(told)
    .toEqual(['memcached 1, connection 1', 'memcached 2, connection 1']);
  const asked = checkServers().events.filter(
    (each): each is WireEvent =>
      each.event === 'wire' && each.from === 'client' && each.text === 'stats',
  );
  expect(asked.map(({ server }) => server).sort()).toEqual([1, 2]);
});

test('a server that is unplugged refuses, and has what it had when it is plugged in', async () => {
  await store('mate', 'kept', 0, { server: 2 });
  const cache = openClient([process.env.MEMCACHE_SERVERS!.split(',')[1]!], {
    deadRetry: 0,
  });
  expect(String(await cache.get('mate'))).toBe('kept');
  unplug(2);
  // The one that was open is lost; from then on there is no server.
  await expect
    .poll(() => cache.get('mate').catch((e: Error) => e.name))
    .toBe('NoServer');
  await plug(2);
  expect(String(await cache.get('mate'))).toBe('kept');
  await cache.disconnectAll();
});

test('a check that asks for a server that it does not have is told how to have it', async () => {
  await expect(value('tea', 3)).rejects.toThrow(
    /has 2 memcached, and no number 3.*@memcached/,
  );
});

test('a check can start a memcached and ask for its settings', async () => {
  const port = String(await freePort());
  const args = ['-l', '127.0.0.1', '-p', port, '-m', '16'];
  expect(await settings(args)).toMatchObject({
    tcpport: port,
    inter: '127.0.0.1',
  });
});
