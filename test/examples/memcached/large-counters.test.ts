import { expect, inject, onTestFinished, test } from 'vitest';
import { startServer } from '../../../examples/memcached/write-a-server/server.ts';
import { openServices } from '../../../src/services/services.ts';
import { say } from '../write-a-server/say.ts';

async function leasedMemcached(): Promise<number> {
  const services = await openServices({ root: inject('servicesRoot') });
  const lease = await services.lease(['memcached']);
  onTestFinished(() => lease.release());
  return Number(lease.addresses.MEMCACHE_SERVERS!.split(':')[1]);
}

/**
 * What a count by 3 is answered, from 2^64 - 2, where these bytes were before: a
 * deleted item leaves its place, as it is, to the next one of its size.
 */
async function countIn(port: number, left: string): Promise<string> {
  const item = (text: string) => `set a 0 0 ${text.length}\r\n${text}\r\n`;
  const asked =
    `${item(left)}delete a\r\n` +
    `${item('18446744073709551614')}incr a 3\r\nversion\r\n`;
  const [, , , counted = '', version = ''] = (await say(port, [asked])).split(
    '\r\n',
  );
  expect(version).toMatch(/^VERSION \d/);
  return `${version.replace('VERSION ', '')}: ${counted}`;
}

test('a counter goes on at 0 after 2^64 - 1, in Memcached and in the server of lesson 14', async () => {
  const tiny = await startServer();
  onTestFinished(() => tiny.close());
  for (const port of [tiny.port, await leasedMemcached()])
    expect(await countIn(port, '\0'.repeat(34))).toMatch(/: 1$/);
});

test('a counter of 2^63 or more is refused by Memcached 1.6.18 where a minus was left behind it', async () => {
  const said = await countIn(await leasedMemcached(), '-'.repeat(34));
  // A later one does not look there.
  if (said.startsWith('1.6.18:')) expect(said).toContain('CLIENT_ERROR cannot');
  else expect(said).toMatch(/: 1$/);
});
