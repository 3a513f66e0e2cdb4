import { expect, inject, onTestFinished, test } from 'vitest';
import { exchange } from '../../src/services/exchange.ts';
import { reserveRunPort } from '../../src/services/port.ts';
import type { Lease } from '../../src/services/service.ts';
import { openServices } from '../../src/services/services.ts';

const services = await openServices({ root: inject('servicesRoot') });

async function lease(...memcached: string[][]): Promise<Lease> {
  const taken = await services.lease(['memcached'], { memcached });
  onTestFinished(() => taken.release());
  return taken;
}

const portsOf = ({ addresses }: Lease) =>
  addresses
    .MEMCACHE_SERVERS!.split(',')
    .map((each) => Number(each.split(':')[1]));

const set = (port: number, key: string) =>
  exchange(port, `set ${key} 0 0 2\r\nhi\r\n`, /^STORED/);

test('a lease can have several memcacheds, each with flags of its own', async () => {
  const taken = await lease(['-m', '8'], ['-m', '16', '-c', '32']);
  const limits = await Promise.all(
    portsOf(taken).map(async (port) => {
      const said = await exchange(port, 'stats settings\r\n', /END\r\n$/);
      return [
        /maxbytes (\d+)/.exec(said)?.[1],
        /maxconns (\d+)/.exec(said)?.[1],
      ];
    }),
  );
  expect(limits).toEqual([
    [String(8 * 1024 * 1024), '1024'],
    [String(16 * 1024 * 1024), '32'],
  ]);
});

test('what several servers hold is told by the number of the server', async () => {
  const taken = await lease(['-m', '8'], ['-m', '8']);
  const [first, second] = portsOf(taken);
  await set(first!, 'tea');
  await set(second!, 'tea');
  await set(second!, 'mate');
  const [state] = await taken.look();
  expect(state).toMatchObject({
    items: [
      { server: 1, key: 'tea' },
      { server: 2, key: 'mate' },
      { server: 2, key: 'tea' },
    ],
  });
  expect(await taken.leaks()).toEqual([
    {
      service: 'memcached',
      what: 'item',
      count: 3,
      names: ['tea', 'mate', 'tea'],
    },
  ]);
});

test('several servers are known in a recording by the usual ports', async () => {
  const { addresses, aliases } = await lease(['-m', '8'], ['-m', '8']);
  const shown = addresses
    .MEMCACHE_SERVERS!.split(',')
    .map((address) => aliases[address]);
  expect(shown).toEqual(['localhost:11211', 'localhost:11212']);
});

test('of several servers, those that live are looked at', async () => {
  const taken = await lease(['-m', '8', '-A'], ['-m', '8']);
  const [first, second] = portsOf(taken);
  await set(second!, 'tea');
  await exchange(first!, 'shutdown\r\n', /./).catch(() => {}); // it has gone
  await expect
    .poll(() => taken.look())
    .toMatchObject([{ items: [{ server: 2, key: 'tea' }] }]);
  await taken.restart('memcached');
  await set(first!, 'tea');
});

test('a restart empties every one of several servers', async () => {
  const taken = await lease(['-m', '8'], ['-m', '8']);
  for (const port of portsOf(taken)) await set(port, 'tea');
  await taken.restart('memcached');
  expect(await taken.look()).toMatchObject([{ items: [], more: 0 }]);
});

test('no server of a lease is left when it is given back', async () => {
  const taken = await services.lease(['memcached'], {
    memcached: [
      ['-m', '8'],
      ['-m', '8'],
    ],
  });
  await taken.release();
  for (const port of portsOf(taken))
    await expect(set(port, 'tea')).rejects.toThrow();
});

test('a server on trial tells its settings, and is ended', async () => {
  const taken = await lease(['-m', '8']);
  const port = await reserveRunPort();
  onTestFinished(() => port.free());
  const args = ['-l', '127.0.0.1', '-p', String(port.number), '-m', '32'];
  const settings = await taken.memcachedSettings!(args);
  expect(settings).toMatchObject({
    inter: '127.0.0.1',
    tcpport: String(port.number),
    maxbytes: String(32 * 1024 * 1024),
  });
  await expect(set(port.number, 'tea')).rejects.toThrow();
});

test.for([
  [['-p', '23999'], 'without -l it listens on every address'],
  [['-p', '23999', '-l', '0.0.0.0'], 'with -l 0.0.0.0 others could reach it'],
  [['-p', '23999', '-l', '127.0.0.1', '-d'], 'with -d it leaves its terminal'],
  [['-p', '80', '-l', '127.0.0.1'], 'not between 1024 and 65535'],
  [['-P', '/tmp/pid'], '"-P" is none of the arguments'],
] as const)('a trial of %j is refused', async ([args, why]) => {
  const { memcachedSettings } = await lease(['-m', '8']);
  await expect(memcachedSettings!([...args])).rejects.toThrow(why);
});

test('a server on trial that cannot start says why', async () => {
  const { memcachedSettings } = await lease(['-m', '8']);
  const port = await reserveRunPort();
  onTestFinished(() => port.free());
  const args = ['-l', '127.0.0.1', '-p', String(port.number), '-m', 'lots'];
  await expect(memcachedSettings!(args)).rejects.toThrow('did not start');
});
