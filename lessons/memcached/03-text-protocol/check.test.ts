import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { flushAll, store } from '#check/memcached';
import { answers, type Answer } from './exercise.ts';

const END_INSIDE = 'they typed get mate\r\nEND\r\nand asked why';
const [host, port] = (
  process.env.MEMCACHE_SERVERS ?? 'localhost:11211'
).split(':');
let socket: Socket;

beforeEach(async () => {
  await flushAll();
  await store('tea', '4.20 EUR');
  await store('sugar', '0.20 EUR');
  await store('drink', 'café');
  await store('note', END_INSIDE);
  await store('nothing', '');
  socket = connect(Number(port), host);
  await once(socket, 'connect');
});

afterEach(() => socket.destroy());

/** What the server sends back to these requests, byte by byte. */
async function sentBack(requests: string): Promise<Buffer> {
  const end = 'MN\r\n'; // to `mn`, which is a request for just that
  let came = Buffer.alloc(0);
  const whole = new Promise<void>((resolve) =>
    socket.on('data', (chunk: Buffer) => {
      came = Buffer.concat([came, chunk]);
      if (came.toString('latin1').endsWith(end)) resolve();
    }),
  );
  socket.write(`${requests}mn\r\n`);
  await whole;
  socket.removeAllListeners('data');
  return came.subarray(0, -end.length);
}

async function* feed(chunks: Buffer[]) {
  yield* chunks;
}

/** An answer, to be compared as text. */
function shown({ items, error }: Answer): string {
  const each = items.map(({ key, flags, data, cas }) => {
    const value = Buffer.isBuffer(data)
      ? JSON.stringify(data.toString())
      : `no Buffer: ${JSON.stringify(data)}`;
    const number =
      cas === undefined ? '' : `, cas ${typeof cas} ${cas}`;
    return `${key} = ${value}, flags ${flags}${number}`;
  });
  return error ?? (each.join('; ') || 'no items');
}

/** What the answer under test makes of these chunks. */
async function read(...chunks: (Buffer | string)[]): Promise<string[]> {
  const given: string[] = [];
  const buffers = chunks.map((chunk) => Buffer.from(chunk));
  for await (const answer of answers(feed(buffers)))
    given.push(shown(answer));
  return given;
}

function cutInto(bytes: Buffer, size: number): Buffer[] {
  const count = Math.ceil(bytes.length / size);
  return Array.from({ length: count }, (_, i) =>
    bytes.subarray(i * size, (i + 1) * size),
  );
}

describe('Read an answer', () => {
  test('gives the items of a get in their order', async () => {
    const bytes = await sentBack('get tea mate sugar\r\n');
    expect(
      await read(bytes),
      'one get of tea, mate and sugar, and there is no mate: one answer with two items. data is a Buffer',
    ).toEqual([
      'tea = "4.20 EUR", flags 0; sugar = "0.20 EUR", flags 0',
    ]);
  });

  test('gives no items for a miss', async () => {
    const bytes = await sentBack('get mate\r\n');
    expect(
      await read(bytes),
      'END alone is an answer too: a get that found nothing',
    ).toEqual(['no items']);
  });

  test('gives an empty value', async () => {
    const bytes = await sentBack('get nothing\r\n');
    expect(
      await read(bytes),
      'a value may have 0 bytes: its line end follows at once',
    ).toEqual(['nothing = "", flags 0']);
  });

  test('gives flags, and the number of a gets as a bigint', async () => {
    const line = 'VALUE tea 4294967295 1 18446744073709551615\r\n';
    expect(
      await read(`${line}4\r\nEND\r\n`),
      'flags have 32 bits, the number of a gets has 64: more than a number of JavaScript can hold',
    ).toEqual([
      'tea = "4", flags 4294967295, cas bigint 18446744073709551615',
    ]);
  });
});

describe('Count bytes', () => {
  test('reads a value that holds the end of an answer', async () => {
    const bytes = await sentBack('get note\r\nget tea\r\n');
    expect(
      await read(bytes),
      'the value has 39 bytes, and END with its line end is among them. If there are three answers, END was searched for; the length tells where the value ends',
    ).toEqual([
      `note = ${JSON.stringify(END_INSIDE)}, flags 0`,
      'tea = "4.20 EUR", flags 0',
    ]);
  });

  test('counts the length in bytes', async () => {
    const bytes = await sentBack('get drink\r\nget tea\r\n');
    expect(
      await read(bytes),
      'café has 4 characters, and the server says 5: bytes. Who makes text of the bytes first counts something else',
    ).toEqual(['drink = "café", flags 0', 'tea = "4.20 EUR", flags 0']);
  });

  test('keeps the bytes of what is no text', async () => {
    const picture = Buffer.from([0x89, 0x50, 0x0d, 0x0a, 0x00, 0xff]);
    const line = `VALUE picture 0 ${picture.length}\r\n`;
    const chunk = Buffer.concat([
      Buffer.from(line),
      picture,
      Buffer.from('\r\nEND\r\n'),
    ]);
    const { value } = await answers(feed([chunk])).next();
    const data = (value as Answer | undefined)?.items[0]?.data;
    expect(
      data && Buffer.from(data).toString('hex'),
      'a value is bytes: made into text and back again, 89 and ff are others',
    ).toBe(picture.toString('hex'));
  });
});

describe('Take any pieces', () => {
  const requests =
    'get note tea\r\nget mate\r\nGET tea\r\nget drink\r\n';
  const expected = [
    `note = ${JSON.stringify(END_INSIDE)}, flags 0; tea = "4.20 EUR", flags 0`,
    'no items',
    'ERROR',
    'drink = "café", flags 0',
  ];

  test('gives all answers that came in one chunk', async () => {
    const bytes = await sentBack(requests);
    expect(
      await read(bytes),
      'four requests were sent in one write, and the server answered them in one piece',
    ).toEqual(expected);
  });

  test('gives the same answers one byte at a time', async () => {
    const bytes = await sentBack(requests);
    expect(
      await read(...cutInto(bytes, 1)),
      `the same ${bytes.length} bytes as one chunk gives, each in a chunk of its own`,
    ).toEqual(expected);
  });

  test('gives the same answers wherever they are cut', async () => {
    const bytes = await sentBack(requests);
    for (let at = 1; at < bytes.length; at += 1) {
      const before = JSON.stringify(bytes.toString('latin1', 0, at));
      expect(
        await read(bytes.subarray(0, at), bytes.subarray(at)),
        `two chunks, and the first one ends in ${before.slice(-24)}`,
      ).toEqual(expected);
    }
  });

  test('gives an answer before it asks for more bytes', async () => {
    const bytes = await sentBack('get tea\r\n');
    let askedAgain = false;
    async function* oneAnswer() {
      yield bytes;
      askedAgain = true;
    }
    const { value } = await answers(oneAnswer()).next();
    expect(shown(value as Answer)).toBe('tea = "4.20 EUR", flags 0');
    expect(
      askedAgain ? 'given after that' : 'given before',
      'the whole answer was there, and the next chunk was asked for first. A server sends nothing more until it is asked: the two would wait for each other',
    ).toBe('given before');
  });

  test('serves a connection: ask, wait, ask again', async () => {
    const menu = '4.20 EUR\r\nEND\r\n'.repeat(20_000);
    await store('menu', menu);
    const reading = answers(socket);
    const next = async () => (await reading.next()).value as Answer;

    socket.write('get tea\r\n');
    expect(shown(await next())).toBe('tea = "4.20 EUR", flags 0');

    socket.write('get menu\r\nget drink\r\n');
    const [large] = (await next()).items;
    expect(
      large?.data.toString() === menu,
      `a value of ${menu.length} bytes comes from the server in many chunks; what was read of it has ${large?.data.length} bytes, or others`,
    ).toBe(true);
    expect(
      shown(await next()),
      'the answer behind the large one: out of step, it is something else',
    ).toBe('drink = "café", flags 0');
  });
});

describe('Tell an end from a cut', () => {
  test('goes on behind an error', async () => {
    const bytes = await sentBack(
      `get ${'k'.repeat(251)}\r\nget tea\r\n`,
    );
    expect(
      await read(bytes),
      'the server refused one request, in a line of its own, and answered the next. An error is an answer to one request, and not the end of all',
    ).toEqual([
      'CLIENT_ERROR bad command line format',
      'tea = "4.20 EUR", flags 0',
    ]);
  });

  test('ends when the bytes end behind an answer', async () => {
    const bytes = await sentBack('get tea\r\nget mate\r\n');
    expect(
      await read(bytes),
      'two answers, and then the connection was closed: nothing is missing',
    ).toEqual(['tea = "4.20 EUR", flags 0', 'no items']);
  });

  test('throws when the bytes end within an answer', async () => {
    const bytes = await sentBack('get tea\r\n');
    expect(await read(bytes)).toEqual(['tea = "4.20 EUR", flags 0']);
    for (const left of [4, 19, bytes.length - 5, bytes.length - 1]) {
      const part = bytes.subarray(0, left);
      const given = await read(part).catch(() => 'it threw');
      expect(
        given,
        `the connection was closed behind ${JSON.stringify(part.toString())}. If that ended quietly or gave an answer, the caller takes a lost connection for a miss, or half of a value for the whole`,
      ).toBe('it threw');
    }
  });
});
