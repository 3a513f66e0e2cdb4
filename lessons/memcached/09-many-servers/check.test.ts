/**
 * @memcached -m 16
 * @memcached -m 16
 * @memcached -m 16
 */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { flushAll, items } from '#check/memcached';
import {
  openClient,
  type Client,
} from '#examples/memcached/client/client.ts';
import type { Placement } from '#examples/memcached/client/ring.ts';
import { buckets, ring, type Key, type Server } from './exercise.ts';
import { KEYS, PLACED } from './python-placed.ts';

const addresses = process.env.MEMCACHE_SERVERS!.split(',');
const keys = Array.from({ length: 60 }, (_, i) => `price:${i}`);

const serversOf = (...weights: number[]): Server[] =>
  weights.map((weight, i) => ({ name: `cache-${i + 1}`, weight }));

/** How many of 3,000 keys each server has, by its name. */
function counts(
  place: (key: Key) => Server,
  servers: Server[],
): Record<string, number> {
  const found = Object.fromEntries(
    servers.map(({ name }) => [name, 0]),
  );
  for (let i = 0; i < 3000; i += 1) found[place(`key:${i}`).name]! += 1;
  return found;
}

let cache: Client | undefined;

/** A client of the three servers that places keys as the answer does. */
function clientOf(
  answer: <S extends Server>(servers: S[]) => (key: Key) => S,
  count = 3,
): Client {
  const placement: Placement = (servers) => {
    const place = answer(servers);
    return (key, hash) => [
      place(hash === undefined ? key : [hash, key]),
    ];
  };
  const servers = addresses
    .slice(0, count)
    .map((address, i) => ({ address, name: `cache-${i + 1}` }));
  cache = openClient(servers, { placement });
  return cache;
}

beforeEach(async () => {
  for (const server of [1, 2, 3]) await flushAll(server);
});
afterEach(async () => {
  await cache?.disconnectAll();
  cache = undefined;
});

describe('Place keys as Python does', () => {
  test.each(
    PLACED.map((each) => [each.weights.join(', '), each] as const),
  )(
    'places keys as python-memcached does with weights %s',
    (_, { weights, servers }) => {
      const all = serversOf(...weights);
      const place = buckets(all);
      const wrong = KEYS.flatMap((key, i) => {
        const found = all.indexOf(place(key));
        if (found === servers[i]) return [];
        return `${JSON.stringify(key)}: server ${servers[i]! + 1}, not ${found + 1}`;
      });
      expect(
        wrong,
        `of ${KEYS.length} keys, ${wrong.length} are elsewhere than python-memcached has them: a Python program would miss what you have stored. Its hash is ((crc32 >> 16) & 0x7fff) or 1, and the buckets are in the order of the list`,
      ).toEqual([]);
    },
  );

  test('gives a server of weight 3 three times the keys', () => {
    const servers = serversOf(1, 3);
    const found = counts(buckets(servers), servers);
    expect(
      found['cache-2']! / found['cache-1']!,
      `keys by server: ${JSON.stringify(found)}, with the weights 1 and 3`,
    ).toBeCloseTo(3, 0);
  });
});

describe('Keep together what belongs together', () => {
  test.each([
    ['buckets', buckets],
    ['ring', ring],
  ] as const)(
    'keeps keys of one hash together, %s',
    async (_, answer) => {
      const client = clientOf(answer);
      for (const key of keys) await client.set([41, key], 1);
      const held = await Promise.all(
        [1, 2, 3].map((each) => items(each)),
      );
      expect(
        held.filter((each) => each.length > 0).length,
        `60 keys were stored with the hash 41, and the three servers hold ${held.map((each) => each.length).join(', ')}: with [hash, key] the hash alone decides`,
      ).toBe(1);
    },
  );

  test('spreads small hashes over the ring', () => {
    const servers = serversOf(1, 1, 1);
    const place = ring(servers);
    const used = new Set(
      Array.from({ length: 300 }, (_, i) => place([i, 'cart']).name),
    );
    expect(
      [...used].sort(),
      'the hashes 0 to 299, as the numbers of customers, must not all lie on one server. As points of a ring of 2^32 they are all at its start: hash their digits',
    ).toEqual(['cache-1', 'cache-2', 'cache-3']);
  });
});

describe('Lose few keys to a new server', () => {
  test('moves keys to the new server only', () => {
    const before = ring(serversOf(1, 1, 1));
    const after = ring(serversOf(1, 1, 1, 1));
    const moved = Array.from(
      { length: 300 },
      (_, i) => `key:${i}`,
    ).filter(
      (key) =>
        before(key).name !== after(key).name &&
        after(key).name !== 'cache-4',
    );
    expect(
      moved.slice(0, 5),
      `a fourth server came, and ${moved.length} of 300 keys moved between the three that were there: each of them is a miss for nothing. Here are the first ones. A key's point, and the points of a server, must not depend on how many servers there are`,
    ).toEqual([]);
  });

  test('moves at most a quarter of the keys, and a little', () => {
    const before = ring(serversOf(1, 1, 1));
    const after = ring(serversOf(1, 1, 1, 1));
    const all = Array.from({ length: 3000 }, (_, i) => `key:${i}`);
    const moved = all.filter(
      (key) => before(key).name !== after(key).name,
    );
    const share = moved.length / all.length;
    expect(
      share,
      `a fourth server took ${Math.round(share * 100)} % of 3,000 keys; a quarter is its part`,
    ).toBeLessThan(0.32);
    expect(
      share,
      `a fourth server took ${Math.round(share * 100)} % of 3,000 keys; a quarter is its part`,
    ).toBeGreaterThan(0.18);
  });

  test('has the same ring for every order of the list', () => {
    const servers = serversOf(1, 2, 1);
    const place = ring(servers);
    const other = ring([...servers].reverse());
    const elsewhere = keys.filter(
      (key) => place(key).name !== other(key).name,
    );
    expect(
      elsewhere.slice(0, 5),
      `two processes had the same servers in another order, and look for ${elsewhere.length} of ${keys.length} keys at different servers. Here are the first ones. The points of a server must depend on its name, and not on its place in the list`,
    ).toEqual([]);
  });

  test('spreads keys evenly over the ring', () => {
    const servers = serversOf(1, 1, 1);
    const found = counts(ring(servers), servers);
    for (const [name, count] of Object.entries(found)) {
      const message = `keys by server: ${JSON.stringify(found)}. With few points a server has the long way to the next one, or a short one: take a hundred or more of each server`;
      expect(count, `${name} has too few; ${message}`).toBeGreaterThan(
        700,
      );
      expect(count, `${name} has too many; ${message}`).toBeLessThan(
        1300,
      );
    }
  });

  test('gives a server of weight 2 about twice the keys of the ring', () => {
    const servers = serversOf(1, 1, 2);
    const found = counts(ring(servers), servers);
    expect(
      found['cache-3']! / found['cache-1']!,
      `keys by server: ${JSON.stringify(found)}, with the weights 1, 1 and 2`,
    ).toBeGreaterThan(1.4);
  });

  test('keeps a cache of two servers warm when a third one comes', async () => {
    const two = clientOf(ring, 2);
    await two.setMany(new Map(keys.map((key, i) => [key, i])));
    await two.disconnectAll();

    const found = await clientOf(ring, 3).getMany(keys);
    expect(
      found.size,
      `60 keys were stored on two servers; with a third one ${found.size} of them are hits. About 40 stay where they were`,
    ).toBeGreaterThan(30);
  });
});
