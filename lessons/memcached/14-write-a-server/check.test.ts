import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { flushAll } from '#check/memcached';
import { serve, type TextServer } from './exercise.ts';

const memcached = Number(process.env.MEMCACHE_SERVERS?.split(':')[1]);
/** How long an answer may take, in ms: for what never comes. */
const LIMIT = 1000;

let server: TextServer | undefined;
let port: number;
const lines: Line[] = [];

/** A raw connection, and what it has heard: one character a byte. */
interface Line {
  socket: Socket;
  heard: string;
  isOpen: boolean;
}

beforeEach(async () => {
  await flushAll();
  server = await serve();
  port = server.port;
});

afterEach(async () => {
  for (const { socket } of lines.splice(0)) socket.destroy();
  await server?.close();
  server = undefined;
});

async function open(to: number): Promise<Line> {
  const socket = connect({
    port: to,
    host: '127.0.0.1',
    noDelay: true,
  });
  const line: Line = { socket, heard: '', isOpen: true };
  lines.push(line);
  await once(socket, 'connect');
  socket.setEncoding('latin1');
  socket.on('data', (chunk: string) => (line.heard += chunk));
  socket.on('error', () => {}); // a server may break it off
  socket.on('close', () => (line.isOpen = false));
  return line;
}

/** Sends the pieces, and gives the server time to read each by itself. */
async function send({ socket }: Line, pieces: string[]) {
  for (const piece of pieces) {
    socket.write(piece, 'latin1');
    await turn();
    await turn();
  }
}

/** What Memcached itself replies. */
async function truth(bytes: string): Promise<string> {
  const line = await open(memcached);
  const closed = once(line.socket, 'close');
  line.socket.end(bytes, 'latin1');
  await closed;
  return line.heard;
}

/** What is heard, once it is as long as expected, or the limit is over. */
async function hears(line: Line, expected: string): Promise<string> {
  const over = performance.now() + LIMIT;
  while (line.heard.length < expected.length && line.isOpen) {
    if (performance.now() > over) break;
    await turn();
  }
  return line.heard;
}

/** Holds the answer's replies to the same bytes against Memcached's. */
async function same(bytes: string, why: string, pieces = [bytes]) {
  // A reply too much, or too few, is seen by the last one.
  const last = 'get the-end\r\n';
  const expected = await truth(bytes + last);
  const line = await open(port);
  await send(line, [...pieces, last]);
  expect(await hears(line, expected), why).toBe(expected);
}

const set = (key: string, value: string, rest = '') =>
  `set ${key} 0 0 ${value.length}${rest}\r\n${value}\r\n`;

describe('Cut the bytes into requests', () => {
  const session =
    set('tea', '4.20') +
    'get tea cup\r\ndelete tea\r\n' +
    set('cup', '');

  test('answers requests that come all at once', async () => {
    await same(
      session,
      'four requests came in one chunk, so four replies go back. If only the first is there, go on reading what is left of the chunk',
    );
  });

  test('gives the same replies wherever the bytes are cut', async () => {
    await same(
      session,
      'each byte came by itself. Keep what is no whole request yet, and go on when more comes',
      [...session],
    );
    for (let at = 1; at < session.length; at += 1) {
      const pieces = [session.slice(0, at), session.slice(at)];
      await same(
        session,
        `the bytes came in two chunks, the first of which ends with ${JSON.stringify(session.slice(0, at).slice(-12))}. Keep what is no whole request yet, and go on when more comes`,
        pieces,
      );
    }
  });

  test('takes a value that holds protocol text for a value', async () => {
    const value = 'Ann\r\nset role 0 0 5\r\nadmin\r\nEND\r\n';
    await same(
      set('nickname', value) + 'get nickname role\r\n',
      'the line of the set said how many bytes follow, and they hold line ends and commands. Take that many, whatever is in them',
    );
  });

  test('counts lengths in bytes', async () => {
    const all = Buffer.from(Array.from({ length: 256 }, (_, n) => n));
    const value = `${Buffer.from('café 4 €').toString('latin1')}${all.toString('latin1')}`;
    await same(
      set('menu', value) + 'get menu\r\n',
      'the value has é, € and every byte from 0 to 255. A length counts bytes, and a value comes back byte for byte: work on a Buffer, or on latin1, which has one character for each byte',
      [...(set('menu', value) + 'get menu\r\n')],
    );
  });

  test('tells of a block that is not as long as its line said', async () => {
    await same(
      set('tea', '4.20').replace('4\r\n', '2\r\n') + 'get tea\r\n',
      'the line said 2 bytes and 4 came. Memcached takes 2 bytes and the two behind them, which are not \\r\\n: CLIENT_ERROR bad data chunk. What is left is the next line, and no command: ERROR',
    );
  });
});

describe('Do what they ask', () => {
  test('stores, reads, adds and deletes as Memcached does', async () => {
    await same(
      'get tea\r\nset tea 7 0 4\r\n4.20\r\nadd tea 0 0 4\r\n9.99\r\n' +
        'add cup 0 0 4\r\n6.00\r\nget tea nothing cup\r\n' +
        'delete cup\r\ndelete cup\r\nget cup\r\n' +
        set('tea', '4.50') +
        'get tea\r\n',
      'hits and misses, the flags, add to what is there, and delete of what is not',
    );
  });

  test('counts to 2^64 - 1, and goes on at 0', async () => {
    await same(
      set('visits', '9') +
        'incr visits 1\r\nget visits\r\n' +
        'incr visits 9007199254740990\r\nincr visits 1\r\n' +
        set('visits', '18446744073709551615') +
        'incr visits 1\r\n',
      'the numbers have 64 bits: above 2^53 a JavaScript number leaves some out. BigInt.asUintN(64, sum) wraps as Memcached does',
    );
  });

  test('counts only what is there, and a number', async () => {
    await same(
      'incr visits 1\r\n' + set('tea', 'green') + 'incr tea 1\r\n',
      'incr makes no item: NOT_FOUND. And a value that is no number stays as it is',
    );
  });

  test('is quiet after noreply', async () => {
    await same(
      set('tea', '4.20', ' noreply') +
        set('visits', '1') +
        'incr visits 1 noreply\r\nget visits tea\r\ndelete tea noreply\r\n' +
        'add visits 0 0 1 noreply\r\n7\r\nget visits tea\r\n',
      'with noreply at the end of its line a request is done, and not answered. One reply too much, and each later one is taken for the answer to something else',
    );
  });

  test('answers ERROR to a command that it does not know, and goes on', async () => {
    await same(
      'frobnicate tea\r\nGET tea\r\n' + set('tea', '1') + 'get tea\r\n',
      'an unknown command gets ERROR, and the connection stays',
    );
  });
});

describe('Serve many at once', () => {
  test('keeps the connections apart', async () => {
    const [ann, bob] = [await open(port), await open(port)];
    await send(ann, ['set tea 0 0 4\r\n4.']);
    await send(bob, ['get tea\r\n']);
    expect(
      await hears(bob, 'END\r\n'),
      'one client has sent half of a set, and another one asks: it is a miss, at once',
    ).toBe('END\r\n');
    await send(ann, ['20\r\n']);
    expect(
      await hears(ann, 'STORED\r\n'),
      'the other half has come. Each connection needs unread bytes of its own',
    ).toBe('STORED\r\n');
    await send(bob, ['get tea\r\n']);
    const hit = 'END\r\nVALUE tea 0 4\r\n4.20\r\nEND\r\n';
    expect(
      await hears(bob, hit),
      'what one client stores, the other one reads: the items belong to the server',
    ).toBe(hit);
  });

  test('goes on when a client breaks its connection off', async () => {
    const broken = await open(port);
    await send(broken, ['set tea 0 0 4\r\n4.']);
    broken.socket.resetAndDestroy();
    await same(
      set('cup', '6.00') + 'get cup tea\r\n',
      'a client has broken off within a set, and the next one is served as ever. Half a set stores nothing',
    );
  });

  test('counts 100 clients who come at once', async () => {
    const first = await open(port);
    await send(first, [set('visits', '0')]);
    await hears(first, 'STORED\r\n');
    const clients = await Promise.all(
      Array.from({ length: 100 }, () => open(port)),
    );
    await Promise.all(
      clients.map((each) => send(each, ['incr vis', 'its 1\r\n'])),
    );
    const heard = await Promise.all(
      clients.map((each) => hears(each, '1\r\n')),
    );
    expect(
      heard.map((reply) => parseInt(reply)).sort((a, b) => a - b),
      'each of 100 clients counted itself, and has heard another number',
    ).toEqual(Array.from({ length: 100 }, (_, n) => n + 1));
  });
});

describe('Close', () => {
  test('ends the connections that are open', async () => {
    const line = await open(port);
    await send(line, ['set tea 0 0 4\r\n4.']);
    let closed = false;
    const closing = server!.close().then(() => (closed = true));
    server = undefined;
    await expect
      .poll(() => closed, {
        message:
          'a client was connected, and close() never resolved: server.close() takes no new connections, and waits for those that it has. Destroy them',
      })
      .toBe(true);
    await closing;
    await expect
      .poll(() => line.isOpen, {
        message:
          'close() has resolved, and a client is still connected',
      })
      .toBe(false);
  });

  test('frees its port', async () => {
    await server!.close();
    server = undefined;
    const refused = await open(port).catch(
      (error: Error) => error.message,
    );
    expect(
      refused,
      'close() has resolved, and the port still takes connections',
    ).toContain('ECONNREFUSED');
    server = await serve(port);
    expect(server.port, `serve(${port}) listens on that port`).toBe(
      port,
    );
  });
});
