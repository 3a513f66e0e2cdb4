import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';
import { expect, inject, onTestFinished, test } from 'vitest';
import { exchange } from '../../src/services/exchange.ts';
import { openServices } from '../../src/services/services.ts';
import { dumpedItems } from '../../src/services/slices/memcached-dump.ts';

const TEA = 'key=te%61 exp=-1 la=1 cas=2 fetch=no cls=1 size=65\r\nEND\r\n';

test.each([
  ['passes over an item', 'END\r\n'],
  ['is busy', 'BUSY currently processing crawler request\r\n'],
])('a memcached whose crawler %s is asked again', async (_, first) => {
  const { port, left } = await dumping([first, TEA]);
  const items = await dumpedItems(port);
  expect(items).toEqual([{ key: Buffer.from('tea'), size: 65 }]);
  expect(left()).toBe(0);
});

test('items that are counted, and are none any more, are not waited for', async () => {
  const { port, left } = await dumping(Array<string>(10).fill('END\r\n'));
  expect(await dumpedItems(port)).toEqual([]);
  expect(left()).toBeGreaterThan(0);
});

test('a memcached without a crawler is an error', async () => {
  const refusal = 'CLIENT_ERROR lru crawler disabled\r\n';
  const { port } = await dumping(Array<string>(30).fill(refusal));
  await expect(dumpedItems(port)).rejects.toThrow(
    'memcached lists no items: CLIENT_ERROR lru crawler disabled',
  );
});

test('an item that a connection is being sent is not listed until it was', async () => {
  const services = await openServices({ root: inject('servicesRoot') });
  const lease = await services.lease(['memcached']);
  onTestFinished(() => lease.release());
  const port = Number(lease.addresses.MEMCACHE_SERVERS!.split(':')[1]);
  const keys = async () =>
    (await dumpedItems(port)).map(({ key }) => String(key)).sort();
  const large = 'x'.repeat(1_000_000);
  await exchange(port, `set large 0 0 1000000\r\n${large}\r\n`, /STORED/);
  await exchange(port, 'set tea 0 0 2\r\nhi\r\n', /STORED/);
  // More than the sockets hold between them, and nobody reads.
  const slow = connect({ port, host: '127.0.0.1' }).pause();
  onTestFinished(() => void slow.destroy());
  slow.write('get large\r\n'.repeat(100));
  await expect.poll(keys).toEqual(['tea']);
  slow.resume();
  await expect.poll(keys).toEqual(['large', 'tea']);
});

/** A memcached that counts one item, and dumps this, time after time. */
async function dumping(dumps: string[]) {
  const server = createServer((socket) => {
    socket
      .on('error', () => {})
      .on('data', (asked) => {
        const isStats = String(asked) === 'stats\r\n';
        socket.write(isStats ? 'STAT curr_items 1\r\nEND\r\n' : dumps.shift()!);
      });
  }).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { port, left: () => dumps.length };
}
