/**
 * @memcached -m 2
 */
import { connect } from 'node:net';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { cut } from '#check/faults';
import {
  openClient,
  type Client,
} from '#examples/memcached/client/client.ts';
import { health, problemWith } from './exercise.ts';

const address = process.env.MEMCACHE_SERVERS!;

/** What the server itself makes of a key that is sent as it is. */
async function stored(keys: string[]): Promise<string[]> {
  const socket = connect(Number(address.split(':')[1]), '127.0.0.1');
  const sets = keys.map((key) => `set ${key} 0 60 2\r\nhi\r\n`);
  socket.write(`${sets.join('')}quit\r\n`);
  let said = '';
  for await (const chunk of socket.setEncoding('utf8'))
    said += chunk as string;
  return said.split('\r\n').slice(0, -1);
}

describe('Look at a key before it is sent', () => {
  test.each([
    ['undefined', undefined, 'missing'],
    ['null', null, 'missing'],
    ['an empty text', '', 'missing'],
    ['the number 41', 41, 'not a text'],
    ['a Buffer', Buffer.from('tea'), 'not a text'],
    ['half of an emoji', '\ud83c', 'not encodable'],
    ['251 letters', 'x'.repeat(251), 'too long'],
    ['"green tea"', 'green tea', 'space or control character'],
    [
      '"tea\\r\\nflush_all"',
      'tea\r\nflush_all',
      'space or control character',
    ],
    ['"tea\\0"', 'tea\0', 'space or control character'],
    ['"tea\\x7f"', 'tea\x7f', 'space or control character'],
  ] as const)('finds what is wrong with %s', (shown, key, problem) => {
    expect(
      problemWith(key),
      `memcached does not take ${shown} as a key: problemWith must give "${problem}"`,
    ).toBe(problem);
  });

  test.each([
    ['tea', 'tea'],
    ['price:41', 'price:41'],
    ['café', 'café'],
    ['日本茶', '日本茶'],
    ['🍵', '🍵'],
    ['250 letters', 'x'.repeat(250)],
  ])('finds nothing wrong with %s', (_, key) => {
    expect(
      problemWith(key),
      'memcached takes this key: it has at most 250 bytes, and none of them is a space or a control character',
    ).toBeUndefined();
  });

  test('counts bytes, as the server does', async () => {
    const keys = [125, 126, 200, 250].map((count) => 'é'.repeat(count));
    for (const key of keys) {
      const [said] = await stored([key]);
      const found =
        problemWith(key) === undefined ? 'taken' : 'refused';
      expect(
        found,
        `the server said "${said}" to a key of ${key.length} times "é", which are ${Buffer.byteLength(key)} bytes`,
      ).toBe(said === 'STORED' ? 'taken' : 'refused');
    }
  });

  test('lets no key pass that the server would not store', async () => {
    const letters = fc.constantFrom(
      ...['a', 'é', '茶', '🍵', ' ', '\r\n', '\0', '\t', '\n', '\x1b'],
    );
    const keys = fc
      .sample(fc.array(letters, { maxLength: 130 }), {
        numRuns: 300,
        seed: 11,
      })
      .map((each) => each.join(''))
      .filter((key) => problemWith(key) === undefined);
    expect(
      await stored(keys),
      'these keys were found to be right and were sent as they are. Each reply that is not STORED is a key that was none, and may have been taken for commands',
    ).toEqual(keys.map(() => 'STORED'));
  });
});

describe('Read how a server does', () => {
  let cache: Client;
  beforeEach(async () => {
    cache = openClient(address);
    await cache.stats('reset'); // they begin at 0
  });
  afterEach(async () => {
    await cache.disconnectAll();
    await cut();
  });

  test('says how full the server is', async () => {
    const before = (await health(cache)).full;
    expect(
      before,
      'the server has a few small keys: `bytes` is little of `limit_maxbytes`',
    ).toBeLessThan(0.1);
    const page = 'x'.repeat(10_000);
    for (let i = 0; i < 80; i += 1) await cache.set(`page:${i}`, page);
    const grown = (await health(cache)).full - before;
    const message =
      '80 pages of 10,000 bytes came into a server of 2 MB, which is 2,097,152 bytes; `full` must have grown by about 0.38';
    expect(grown, message).toBeGreaterThan(0.36);
    expect(grown, message).toBeLessThan(0.41);
  });

  test('has no hit ratio before anybody has read', async () => {
    expect(
      (await health(cache)).hitRatio,
      'nobody has read anything: 0 of 0 is no number, and neither a bad ratio nor a good one',
    ).toBeUndefined();
  });

  test('has the hit ratio of the reads', async () => {
    await cache.set('tea', 1);
    for (const key of ['tea', 'tea', 'tea', 'mate'])
      await cache.get(key);
    expect(
      (await health(cache)).hitRatio,
      'of four reads three were hits: get_hits is 3 and get_misses 1',
    ).toBe(0.75);
  });

  test('names the slab class that loses items, and no other', async () => {
    await cache.set('small', 1);
    expect(
      (await health(cache)).losing,
      'nothing was thrown out yet',
    ).toEqual([]);
    const page = 'x'.repeat(10_000);
    for (let i = 0; i < 400; i += 1) await cache.set(`page:${i}`, page);
    const [slabs] = (await cache.slabs()).values();
    const losing = [...slabs!]
      .filter(([, { evicted }]) => evicted !== '0')
      .map(([number]) => Number(number));
    expect(losing, 'a class of this server loses pages').toHaveLength(
      1,
    );
    expect(
      (await health(cache)).losing,
      '400 pages are too many for this server. `stats items` says by class what was `evicted`; the class of the small item has lost none',
    ).toEqual(losing);
  });
});
