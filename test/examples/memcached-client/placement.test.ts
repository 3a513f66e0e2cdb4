import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buckets, hashOf } from '../../../examples/memcached/client/buckets.ts';
import { ring } from '../../../examples/memcached/client/ring.ts';

/** What python-memcached says: made by python-placement.py. */
const python = JSON.parse(
  readFileSync(path.join(import.meta.dirname, 'python-placement.json'), 'utf8'),
) as {
  keys: (string | [hash: number, key: string])[];
  cases: { weights: number[]; dead: number[]; servers: (number | null)[] }[];
};

const serversOf = (weights: number[]) =>
  weights.map((weight, index) => ({
    name: `host-${index}:11211`,
    weight,
    index,
  }));

type Server = ReturnType<typeof serversOf>[number];

/** The first of the servers to try that is not dead. */
function alive(candidates: Iterable<Server>, dead: number[]): number | null {
  for (const { index } of candidates) if (!dead.includes(index)) return index;
  return null;
}

describe('buckets', () => {
  test.each(python.cases)(
    'places keys as python-memcached does, weights $weights, dead $dead',
    ({ weights, dead, servers }) => {
      const candidates = buckets(serversOf(weights));
      const placed = python.keys.map((key) =>
        typeof key === 'string'
          ? alive(candidates(key), dead)
          : alive(candidates(key[1], key[0]), dead),
      );
      expect(placed).toEqual(servers);
    },
  );

  test('a key of hash 0 counts as 1', () => {
    expect(hashOf('user:28063')).toBe(1);
  });

  test('a hash below 0 counts from the last one, as in Python', () => {
    const place = buckets(serversOf([1, 1, 1]));
    // What -1 % 3, -3 % 3 and -5 % 3 are there.
    const servers = [-1, -3, -5].map((hash) => first(place('tea', hash)));
    expect(servers).toEqual([2, 0, 1]);
  });

  test('a server of more weight has more keys, in that ratio', () => {
    const counts = share(buckets, [1, 2, 5]);
    expect(counts[0]).toBeCloseTo(1 / 8, 1);
    expect(counts[1]).toBeCloseTo(2 / 8, 1);
    expect(counts[2]).toBeCloseTo(5 / 8, 1);
  });

  test('without servers no key has one', () => {
    expect([...buckets([])('tea')]).toEqual([]);
  });
});

describe('ring', () => {
  test.each([2, 3, 5, 10])(
    'a server more than %i takes its share of keys, and moves no other',
    (count) => {
      const before = ring(serversOf(Array<number>(count).fill(1)));
      const after = ring(serversOf(Array<number>(count + 1).fill(1)));
      const keys = many();
      const moved = keys.filter(
        (key) => first(before(key)) !== first(after(key)),
      );
      const toOthers = moved.filter((key) => first(after(key)) !== count);
      expect(toOthers).toEqual([]);
      expect(moved.length / keys.length).toBeLessThan(1 / (count + 1) + 0.05);
      expect(moved.length / keys.length).toBeGreaterThan(
        1 / (count + 1) - 0.05,
      );
    },
  );

  test('the order of the servers does not matter', () => {
    const servers = serversOf([1, 1, 2]);
    const [one, other] = [ring(servers), ring([...servers].reverse())];
    for (const key of many(500))
      expect(first(one(key))).toBe(first(other(key)));
  });

  test('every server comes once, so that a dead one has a substitute', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.array(fc.integer({ min: 1, max: 4 }), {
          minLength: 1,
          maxLength: 6,
        }),
        (key, weights) => {
          const tried = [...ring(serversOf(weights))(key)];
          expect(tried.map(({ index }) => index).sort()).toEqual(
            weights.map((_, i) => i),
          );
        },
      ),
    );
  });

  test('a server of more weight has more keys, in about that ratio', () => {
    const counts = share(ring, [1, 1, 2]);
    expect(counts[2]! / counts[0]!).toBeGreaterThan(1.5);
    expect(counts[2]! / counts[0]!).toBeLessThan(2.6);
  });

  test('keys of one hash have one server', () => {
    const place = ring(serversOf([1, 1, 1]));
    const servers = many(50).map((key) => first(place(key, 41)));
    expect(new Set(servers).size).toBe(1);
  });

  test('small hashes, as numbers of customers, are spread over the servers', () => {
    const place = ring(serversOf([1, 1, 1]));
    const servers = Array.from({ length: 300 }, (_, i) =>
      first(place('cart', i)),
    );
    expect(new Set(servers).size).toBe(3);
  });

  test('without servers no key has one', () => {
    expect([...ring([])('tea')]).toEqual([]);
  });
});

const many = (count = 5000) =>
  Array.from({ length: count }, (_, i) => `key:${i}`);

function first(candidates: Iterable<Server>): number {
  for (const { index } of candidates) return index;
  throw new Error('no server');
}

/** The part of the keys that each server has. */
function share(
  placement: (servers: Server[]) => (key: string) => Iterable<Server>,
  weights: number[],
): number[] {
  const place = placement(serversOf(weights));
  const keys = many();
  const counts = weights.map(() => 0);
  for (const key of keys) counts[first(place(key))]! += 1;
  return counts.map((each) => each / keys.length);
}
