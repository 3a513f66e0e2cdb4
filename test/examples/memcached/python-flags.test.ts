import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { inflateSync } from 'node:zlib';
import { describe, expect, inject, onTestFinished, test } from 'vitest';
import { openClient } from '../../../examples/memcached/client/client.ts';
import {
  FLAGS,
  pythonCodec,
  type Stored,
} from '../../../examples/memcached/client/codec.ts';
import { PickleRefused } from '../../../examples/memcached/client/errors.ts';
import { openServices } from '../../../src/services/services.ts';

const folder = path.join(import.meta.dirname, 'python-flags');
/** Stores values with python-memcached, and reads them with it. */
const script = path.join(folder, 'values.py');

/** What Python has stored, by name; made by the script. */
const stored = table(readFileSync(path.join(folder, 'stored.json'), 'utf8'));

function table(json: string): Map<string, Stored> {
  const rows = JSON.parse(json) as Record<
    string,
    { flags: number; data: string }
  >;
  return new Map(
    Object.entries(rows).map(([name, { flags, data }]) => [
      name,
      { flags, data: Buffer.from(data, 'base64') },
    ]),
  );
}

/** The same values as in the script, by the same names. */
const values = new Map<string, unknown>([
  ['text', 'café'],
  ['text empty', ''],
  ['text of json', '{"price": 4.2}'],
  ['text long', 'tea '.repeat(100)],
  ['bytes', Buffer.from([0xff, 0x00, 0xd8])],
  ['bytes of text', Buffer.from('café')],
  ['bytes long', Buffer.from('tea '.repeat(100))],
  ['integer', 7],
  ['integer zero', 0],
  ['integer negative', -7],
  ['integer of 64 bits', 2n ** 64n],
  ['integer long', 10n ** 150n],
]);
const COMPRESS_FROM = 100;
const pickles = [...stored.keys()].filter((name) => name.startsWith('pickle'));

/** Its bytes, whatever compressed them, and the same flags. */
function unfolded({ flags, data }: Stored): Stored {
  const compressed = flags & FLAGS.compressed;
  return { flags, data: compressed ? inflateSync(data) : data };
}

test('there is a row for each value', () => {
  expect([...stored.keys()].sort()).toEqual(
    [...values.keys(), ...pickles].sort(),
  );
  expect(pickles).toHaveLength(5);
});

describe.each([...values])('%s', (name, value) => {
  test('is read as Python has stored it', () => {
    expect(pythonCodec.decode(stored.get(name)!)).toStrictEqual(value);
  });

  test('is stored as Python would', () => {
    const ours = pythonCodec.encode(value, COMPRESS_FROM);
    expect(unfolded(ours)).toStrictEqual(unfolded(stored.get(name)!));
  });
});

test.each(pickles)('%s is refused', (name) => {
  expect(() => pythonCodec.decode(stored.get(name)!)).toThrow(PickleRefused);
});

test('a text of before 1.59, which had no flag, is bytes', () => {
  const text = { flags: 0, data: Buffer.from('café') };
  expect(pythonCodec.decode(text)).toStrictEqual(text.data);
});

test('flags that nobody knows are refused', () => {
  const unknown = { flags: 64, data: Buffer.from('7') };
  expect(() => pythonCodec.decode(unknown)).toThrow('unknown flags: 64');
});

test('a number that has lost a digit is read without the space', () => {
  const padded = { flags: FLAGS.integer, data: Buffer.from('9 ') };
  expect(pythonCodec.decode(padded)).toBe(9);
});

test.each(['', '0x10', '1e3', 'seven'])(
  'what is no integer to Python is none here: "%s"',
  (digits) => {
    const item = { flags: FLAGS.integer, data: Buffer.from(digits) };
    expect(() => pythonCodec.decode(item)).toThrow('is no integer');
  },
);

describe('with Python itself', () => {
  const python = ['/usr/bin/python3', 'python3'].find(
    (each) => spawnSync(each, ['-c', 'import memcache']).status === 0,
  );

  async function memcached(skip: (why: string) => void): Promise<string> {
    if (!python) skip('no Python with the module memcache here');
    const services = await openServices({ root: inject('servicesRoot') });
    const lease = await services.lease(['memcached']);
    onTestFinished(() => lease.release());
    return lease.addresses.MEMCACHE_SERVERS!;
  }

  function run(...words: string[]): string {
    const { stdout, stderr } = spawnSync(python!, [script, ...words], {
      encoding: 'utf8',
    });
    expect(stderr).toBe('');
    return stdout;
  }

  test('it stores what the table says', async ({ skip }) => {
    const server = await memcached(skip);
    const now = table(run('store', server));
    expect([...now.keys()]).toEqual([...stored.keys()]);
    for (const [name, item] of now)
      expect(unfolded(item), name).toStrictEqual(unfolded(stored.get(name)!));
  });

  test('it reads what we store; an object it refuses', async ({ skip }) => {
    const server = await memcached(skip);
    const cache = openClient(server);
    onTestFinished(() => cache.disconnectAll());
    const options = { compressFrom: COMPRESS_FROM };
    for (const [name, value] of values)
      await cache.set(name.replaceAll(' ', '-'), value, options);
    await cache.set('object', { price: 4.2 });

    const same = [...values.keys()].map((name) => [name, 'the same']);
    expect(JSON.parse(run('read', server))).toEqual({
      ...Object.fromEntries(same),
      object: 'ValueError: Unknown flags on get: 20',
    });
  });
});
