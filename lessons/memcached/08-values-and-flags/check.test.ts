import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { deflateSync, inflateSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { flushAll } from '#check/memcached';
import { Connection } from '#examples/memcached/client/connection.ts';
import { decode, encode, LARGEST, type Stored } from './exercise.ts';

let server: Connection;

beforeEach(async () => {
  await flushAll();
  const servers = process.env.MEMCACHE_SERVERS ?? 'localhost:11211';
  const { hostname, port } = new URL(`tcp://${servers}`);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  server = new Connection(socket, 2000);
});

afterEach(() => server.end('the check is over'));

/** Puts an item onto the server as it is. */
async function put(key: string, { flags, data }: Stored) {
  const line = Buffer.from(`set ${key} ${flags} 0 ${data.length}\r\n`);
  const request = Buffer.concat([line, data, Buffer.from('\r\n')]);
  await server.ask(request, /^STORED$/)[0];
}

/** An item as the server has it. */
async function take(key: string): Promise<Stored> {
  const reply = await server.ask(`get ${key}\r\n`, /^END$/)[0]!;
  const { flags, data } = reply.items[0]!;
  return { flags, data };
}

/** A value with its type, as a line. */
function shown(value: unknown): string {
  if (Buffer.isBuffer(value)) return `bytes ${value.toString('hex')}`;
  if (typeof value === 'string') return `text "${value}"`;
  return `${typeof value} ${String(value)}`;
}

/** What the answer makes of bytes that python-memcached 1.59 stored. */
async function read(flags: number, hex: string): Promise<string> {
  await put('python', { flags, data: Buffer.from(hex, 'hex') });
  const item = await take('python');
  return shown(decode(item));
}

/** The same, or that it threw, as it should. */
async function refusal(flags: number, text: string | Buffer) {
  await put('python', { flags, data: Buffer.from(text) });
  const item = await take('python');
  try {
    return shown(decode(item));
  } catch {
    return 'threw';
  }
}

/** What the server has of a value that the answer encoded. */
async function storedFor(
  value: Parameters<typeof encode>[0],
  compressFrom = 0,
): Promise<[flags: number, text: string]> {
  await put('ours', encode(value, compressFrom));
  const { flags, data } = await take('ours');
  return [flags, data.toString('latin1')];
}

const SHRUNK = '789c2b494d542819c583060300149a8729';
const tea = 'tea '.repeat(100);

describe('Read what Python stored', () => {
  test('reads a text, and tells it from bytes', async () => {
    expect(
      await read(16, '636166c3a9'),
      'the flag 16 is a text in UTF-8: 63 61 66 c3 a9 is "café"',
    ).toBe('text "café"');
    expect(await read(16, '37'), 'a text of one digit is a text').toBe(
      'text "7"',
    );
    expect(await read(16, ''), 'a text may be empty').toBe('text ""');
    expect(
      await read(0, 'ff00d8'),
      'without a flag they are bytes: a Buffer, as they came',
    ).toBe('bytes ff00d8');
  });

  test('reads an integer of any size, digit by digit', async () => {
    expect(await read(2, '37'), 'flag 2, and the digit 7').toBe(
      'number 7',
    );
    expect(await read(2, '2d37'), 'flag 2, and the text -7').toBe(
      'number -7',
    );
    expect(
      await read(4, '37'),
      'the flag 4 is what Python 2 called a long: an integer too',
    ).toBe('number 7');
    expect(
      await read(
        2,
        Buffer.from('18446744073709551616').toString('hex'),
      ),
      'Python stored 2 ** 64. As a number it would lose digits, so it is a bigint',
    ).toBe('bigint 18446744073709551616');
    await put('visits', { flags: 2, data: Buffer.from('10') });
    await server.ask('decr visits 1\r\n', /^9$/)[0];
    expect(
      shown(decode(await take('visits'))),
      'Memcached has counted from 10 down to 9 and keeps the length, so the item is "9 " with a space',
    ).toBe('number 9');
  });

  test('reads what was compressed, text and bytes', async () => {
    expect(
      await read(24, SHRUNK),
      'the flags 24 are two: 8 for compressed (zlib), and 16 for text. Each is a bit: flags & 8',
    ).toBe(`text "${tea}"`);
    expect(
      await read(8, SHRUNK),
      'the flag 8 alone is compressed bytes: a Buffer of 400 bytes',
    ).toBe(`bytes ${Buffer.from(tea).toString('hex')}`);
  });
});

describe('Store what Python reads', () => {
  test('stores texts, bytes and integers as Python does', async () => {
    const NAMED =
      'Memcached was asked what it has: the flags, and the bytes in latin1';
    expect(await storedFor('café'), NAMED).toEqual([16, 'cafÃ©']);
    expect(await storedFor('7'), NAMED).toEqual([16, '7']);
    expect(await storedFor(Buffer.from([0xff, 0x00])), NAMED).toEqual([
      0,
      '\xff\x00',
    ]);
    expect(await storedFor(7), NAMED).toEqual([2, '7']);
    expect(await storedFor(-7), NAMED).toEqual([2, '-7']);
    expect(await storedFor(2n ** 64n), NAMED).toEqual([
      2,
      '18446744073709551616',
    ]);
  });

  test('compresses only what gets smaller', async () => {
    const shrunk = encode(tea, 100);
    expect(
      shrunk.flags,
      'a text of 400 bytes, to be compressed from 100 on: 16 and 8',
    ).toBe(24);
    expect(
      inflateSync(shrunk.data).toString(),
      'Python unfolds it with zlib.decompress',
    ).toBe(tea);
    const kept = encode(randomBytes(400), 100);
    expect(
      [kept.flags, kept.data.length],
      'random bytes get longer when they are compressed: store the 400 as they are, without the flag 8',
    ).toEqual([0, 400]);
    const short = encode(tea, 400);
    expect(
      [short.flags, short.data.length],
      '400 bytes are not more than 400, so they stay as they are',
    ).toEqual([16, 400]);
    expect(encode(tea, 0).flags, '0 is: never compress').toBe(16);
    expect(
      encode(10n ** 300n, 100).flags,
      'Python never compresses an integer, however long',
    ).toBe(2);
  });

  test('stores no value that Python would not know', () => {
    for (const value of [
      4.2,
      NaN,
      2 ** 60,
      null,
      undefined,
      {},
      true,
    ]) {
      expect(
        () => encode(value as number, 0),
        `${String(value)} is no text, no bytes and no exact integer: throw a TypeError`,
      ).toThrow(TypeError);
    }
  });
});

describe('Refuse what is not safe', () => {
  test('refuses a pickle, compressed or not', async () => {
    const pickle = '(dp0\nVprice\np1\nF4.2\ns.';
    expect(
      await refusal(1, pickle),
      'the flag 1 is a pickle: a program for Python. It is no text and no bytes: throw',
    ).toBe('threw');
    expect(
      await refusal(9, deflateSync(pickle.repeat(20))),
      'the flags 9 are a pickle too, compressed',
    ).toBe('threw');
  });

  test('refuses a flag that it does not know, and digits that are none', async () => {
    for (const flags of [32, 64, 16 + 128, 2 ** 31])
      expect(
        await refusal(flags, '7'),
        `the flags ${flags} have a bit that is not in FLAGS: another client stored it, and only that one knows its type. Throw`,
      ).toBe('threw');
    for (const digits of ['', 'seven', '1e3', '0x10', '4.2'])
      expect(
        await refusal(2, digits),
        `"${digits}" with the flag 2 is no integer. Number() takes it for one, or for NaN: look at the digits first, and throw`,
      ).toBe('threw');
  });
});

describe('Unfold no more than a megabyte', () => {
  const zeros = Buffer.alloc(64 * LARGEST); // held: it is not to be freed

  test('unfolds a whole megabyte', async () => {
    await put('most', {
      flags: 8,
      data: deflateSync(zeros.subarray(0, LARGEST)),
    });
    const value = decode(await take('most'));
    expect(
      Buffer.isBuffer(value) && value.length,
      `LARGEST is ${LARGEST} bytes, and so many are allowed`,
    ).toBe(LARGEST);
  });

  test('stops unfolding at a megabyte', async () => {
    await put('bomb', { flags: 8, data: deflateSync(zeros) });
    const bomb = await take('bomb');
    const before = process.memoryUsage().arrayBuffers;
    expect(
      () => decode(bomb),
      `an item of ${Math.round(bomb.data.length / 1024)} kB that would unfold to 64 MB: throw`,
    ).toThrow();
    const taken = process.memoryUsage().arrayBuffers - before;
    expect(
      Math.round(taken / LARGEST),
      'it threw, but so many MB of buffers were made before. Whoever may store an item could fill the memory: give inflateSync a maxOutputLength',
    ).toBeLessThan(16);
    expect(zeros.length).toBe(64 * LARGEST);
  });
});
