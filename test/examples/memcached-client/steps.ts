import fc from 'fast-check';
import type { Name } from '../../../examples/memcached/client/key.ts';
import type { StoreOptions } from '../../../examples/memcached/client/storage.ts';

/** A call of the client, as data. */
export type Step =
  | { call: 'get' | 'gets'; key: Name }
  | { call: Store; key: Name; value: unknown; options: StoreOptions }
  | { call: 'append' | 'prepend'; key: Name; value: string; quiet: boolean }
  | { call: 'delete'; key: Name; quiet: boolean }
  | { call: 'touch'; key: Name; expires: number; quiet: boolean }
  | { call: 'incr' | 'decr'; key: Name; by: bigint; quiet: boolean };

export type Store = 'set' | 'add' | 'replace' | 'cas';

/** One for many keys, which has more than one command. */
export type ManyStep =
  | { call: 'getMany'; keys: Name[]; prefix?: string }
  | { call: 'setMany'; values: Map<Name, unknown>; prefix?: string }
  | { call: 'deleteMany'; keys: Name[]; prefix?: string; noreply?: boolean };

// Few, so that one call finds what another has left.
const KEYS: Name[] = [
  ...['a', 'stock', 'VALUE', 'END', 'noreply', 'é', '日本', '👍🏽'],
  ...['no\u00a0break', 'ideographic\u3000space', 'bom\ufeff', 41, 0, -1],
];
const key = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom('a', 'stock', 'é', 41) },
  { weight: 4, arbitrary: fc.constantFrom(...KEYS) },
  fc.constantFrom('k'.repeat(250), 'é'.repeat(125), '日'.repeat(83)),
);

const value: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: fc.string({ unit: 'grapheme' }) },
  { weight: 4, arbitrary: fc.nat({ max: 2000 }) },
  fc.constantFrom('', '\r\nEND\r\n', 'VALUE a 0 1\r\nx\r\nEND\r\n', 'ERROR'),
  fc.constantFrom('7', '99', '18446744073709551615', 'x'),
  fc.uint8Array({ maxLength: 100 }).map((bytes) => Buffer.from(bytes)),
  fc.maxSafeInteger(),
  fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }),
  fc.jsonValue(),
  fc.nat({ max: 20_000 }).map((length) => 'tea '.repeat(length)),
);

const quiet = fc.boolean();
// Far away, or over: no second that passes makes a difference.
const expires = fc.constantFrom(0, 0, 1000, 40 * 24 * 60 * 60, -1);
const options: fc.Arbitrary<StoreOptions> = fc.record(
  { expires, compressFrom: fc.constantFrom(0, 10, 1000), noreply: quiet },
  { requiredKeys: [] },
);
const by = fc.oneof(
  fc.bigInt({ min: 0n, max: 20n }),
  fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
);
const call = <C extends string>(...calls: C[]) => fc.constantFrom(...calls);

/** A call for one key. */
export const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ call: call('get', 'get', 'gets', 'gets'), key }),
  fc.record({ call: call('set', 'add', 'replace'), key, value, options }),
  fc.record({ call: call('cas'), key, value, options }),
  fc.record({
    call: call('append', 'prepend'),
    key,
    value: fc.string(),
    quiet,
  }),
  fc.record({ call: call('delete'), key, quiet }),
  fc.record({ call: call('touch'), key, expires, quiet }),
  fc.record({ call: call('incr', 'decr'), key, by, quiet }),
);

const some = fc.uniqueArray(fc.constantFrom(...KEYS), { selector: String });
const prefix = fc.constantFrom('', 'user:', 'é:');

/** A call for many keys. */
export const manyStep: fc.Arbitrary<ManyStep> = fc.oneof(
  fc.record(
    { call: call('getMany'), keys: some, prefix },
    { requiredKeys: ['call', 'keys'] },
  ),
  fc.record(
    {
      call: call('setMany'),
      values: some.chain((keys) =>
        fc
          .array(value, { minLength: keys.length, maxLength: keys.length })
          .map((values) => new Map(keys.map((k, i) => [k, values[i]]))),
      ),
      prefix,
    },
    { requiredKeys: ['call', 'values'] },
  ),
  fc.record(
    { call: call('deleteMany'), keys: some, prefix, noreply: quiet },
    { requiredKeys: ['call', 'keys'] },
  ),
);
