import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openClient } from '../../../examples/memcached/client/client.ts';
import {
  KeyError,
  KeyHasSpace,
  KeyMissing,
  KeyNotEncodable,
  KeyNotText,
  KeyTooLong,
} from '../../../examples/memcached/client/errors.ts';
import {
  checkKey,
  nameOf,
  type Name,
} from '../../../examples/memcached/client/key.ts';
import { badServer, outcomes } from './bad-servers.ts';

const clean = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 60 })
  .map((text) => text.replaceAll(/[\0-\x20\x7f]/g, '_'));
const short = clean.filter((text) => Buffer.byteLength(text) <= 100);

/** A text in which `inside` stands somewhere. */
const around = (inside: fc.Arbitrary<string>) =>
  fc
    .tuple(fc.string({ maxLength: 20 }), inside, fc.string({ maxLength: 20 }))
    .map(([before, it, after]) => `${before}a${it}a${after}`);

const thrown = (key: unknown) => {
  try {
    checkKey(key);
    return undefined;
  } catch (error) {
    return (error as Error).constructor;
  }
};
function always(arbitrary: fc.Arbitrary<unknown>, error?: typeof KeyError) {
  const holds = fc.property(arbitrary, (key) => {
    expect(thrown(key)).toBe(error);
  });
  fc.assert(holds);
}

describe('a key', () => {
  test('of 1 to 250 bytes without space or control character is good', () => {
    always(clean.filter((text) => Buffer.byteLength(text) <= 250));
  });

  test('is missing when it is none, or empty', () => {
    always(fc.constantFrom('', undefined, null), KeyMissing);
  });

  test('is a text', () => {
    always(
      fc.oneof(
        fc.object(),
        fc.boolean(),
        fc.bigInt(),
        fc.array(fc.string()),
        fc.constantFrom(Buffer.from('tea'), Symbol('tea'), () => 'tea'),
      ),
      KeyNotText,
    );
  });

  test('is too long from 251 bytes on: characters do not count', () => {
    const characters = fc.constantFrom('k', 'é', '日', '👍');
    fc.assert(
      fc.property(characters, fc.integer({ min: 1, max: 300 }), (c, count) => {
        const key = c.repeat(count);
        const tooLong = Buffer.byteLength(key) > 250;
        expect(thrown(key)).toBe(tooLong ? KeyTooLong : undefined);
      }),
    );
  });

  test('has no space or control character, wherever it stands', () => {
    const codes = [...Array(33).keys(), 127];
    const bad = codes.map((code) => String.fromCharCode(code));
    always(around(fc.constantFrom(...bad)), KeyHasSpace);
  });

  test('has no half of a surrogate pair: it would become another key', () => {
    const half = fc.constantFrom('\ud83d', '\udc4d', '\udc4d\ud83d');
    always(around(half), KeyNotEncodable);
  });

  test('may have what only Unicode calls a space', () => {
    always(
      fc.constantFrom('a\u00a0b', 'a\u3000b', '\u2028', '\ufeffa', '\x85'),
    );
  });
});

describe('a key with a prefix', () => {
  test('counts with the bytes of its prefix', () => {
    fc.assert(
      fc.property(short, short, (prefix, key) => {
        const most = Buffer.byteLength(prefix + key);
        const within = { maxKeyLength: most };
        expect(nameOf(key, prefix, within)).toBe(prefix + key);
        const rules = { maxKeyLength: most - 1 };
        expect(() => nameOf(key, prefix, rules)).toThrow(KeyTooLong);
      }),
    );
  });

  test('may be empty itself, and still is a text', () => {
    expect(nameOf('', 'user:', {})).toBe('user:');
    const none = undefined as unknown as Name;
    expect(() => nameOf(none, 'user:', {})).toThrow(KeyMissing);
    const object = {} as Name;
    expect(() => nameOf(object, 'user:', {})).toThrow(KeyNotText);
  });

  test('is good or bad as a whole', () => {
    expect(() => nameOf('tea', 'my ', {})).toThrow(KeyHasSpace);
    // Each alone has half a pair, together they are one character.
    expect(nameOf('\udc4d', '\ud83d', {})).toBe('👍');
  });
});

test('a number is sent as its digits', () => {
  expect(nameOf(41, '', {})).toBe('41');
  expect(nameOf(41, 'user:', {})).toBe('user:41');
});

test('maxKeyLength 0 is any length, and checkKeys false is any key', () => {
  expect(nameOf('k'.repeat(1000), '', { maxKeyLength: 0 })).toHaveLength(1000);
  expect(nameOf('a b', '', { checkKeys: false })).toBe('a b');
});

test('a bad key fails every call before anything is sent', async () => {
  const server = await badServer();
  const client = openClient([server.address]);
  const bad = 'a\r\nflush_all\r\n';
  const calls = [
    client.get(bad),
    client.gets(bad),
    client.set(bad, 1),
    client.add(bad, 1),
    client.replace(bad, 1),
    client.append(bad, 'x'),
    client.prepend(bad, 'x'),
    client.cas(bad, 1, { cas: 1n }),
    client.delete(bad),
    client.touch(bad, 1),
    client.incr(bad),
    client.decr(bad),
    client.getMany(['good', bad]),
    client.setMany({ good: 1, [bad]: 1 }),
    client.deleteMany(['good', bad], { noreply: true }),
    client.get([1, bad]),
  ];
  const names = await outcomes(calls);
  expect(names).toEqual(names.map(() => 'KeyHasSpace'));
  await client.disconnectAll();
  expect(server.asked).toEqual([]);
});
