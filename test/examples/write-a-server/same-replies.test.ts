import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import {
  startServer,
  type MemcachedServer,
} from '../../../examples/memcached/write-a-server/server.ts';
import type { Lease } from '../../../src/services/service.ts';
import { openServices } from '../../../src/services/services.ts';
import { pieces, say } from './say.ts';
import { session, sizes } from './session.ts';

let lease: Lease;
let memcached: number;
let server: MemcachedServer;

beforeAll(async () => {
  const services = await openServices({ root: inject('servicesRoot') });
  lease = await services.lease(['memcached']);
  memcached = Number(lease.addresses.MEMCACHE_SERVERS!.split(':')[1]);
  server = await startServer();
});
afterAll(async () => {
  await server?.close();
  await lease?.release();
});

/** The replies of both servers, emptied first, to the same pieces. */
async function both(sent: string[]): Promise<[ours: string, theirs: string]> {
  const replies = [];
  for (const port of [server.port, memcached]) {
    await say(port, ['flush_all\r\n']);
    replies.push(withoutUniques(await say(port, sent)));
  }
  return replies as [string, string];
}

/** Resolves when a connection is closed, broken or not. */
function closing(socket: Socket): Promise<void> {
  socket.on('error', () => {});
  return new Promise((resolve) => socket.on('close', () => resolve()));
}

/** CAS numbers are each server's own. */
function withoutUniques(replies: string): string {
  return replies.replace(/^(VALUE [^ ]+ \d+ \d+) \d+\r/gm, '$1 unique\r');
}

test('random sessions in random pieces get the replies that Memcached gives', async () => {
  await fc.assert(
    fc.asyncProperty(session, sizes, async (bytes, cut) => {
      const [ours, theirs] = await both(pieces(bytes, cut));
      expect(ours).toBe(theirs);
    }),
    { numRuns: 200 },
  );
});

const large = (bytes: number) =>
  `set a 7 0 1\r\nx\r\nset a 0 0 ${bytes}\r\n${'x'.repeat(bytes)}\r\nget a\r\n`;

test.each([
  ['an item of 1 MB, all told', large(1_048_516)],
  [
    'an item that is a byte larger, and takes the old one along',
    large(1_048_517),
  ],
  [
    'an append that would make an item too large',
    `set a 0 0 600000\r\n${'x'.repeat(600_000)}\r\nappend a 0 0 600000\r\n${'y'.repeat(600_000)}\r\nget a\r\n`,
  ],
  ['a key of 251 bytes in a get', `get ${'k'.repeat(251)}\r\nversion x y\r\n`],
  ['a get of 1,000 keys', `set b 0 0 1\r\nx\r\nget ${'b '.repeat(1000)}\r\n`],
])('%s gets the reply that Memcached gives', async (_what, bytes) => {
  const [ours, theirs] = await both(pieces(bytes, [60_000]));
  const version = /^VERSION .*\r\n/gm;
  expect(ours.replace(version, '')).toBe(theirs.replace(version, ''));
});

test('a cas stores once for the number that gets has told', async () => {
  for (const port of [server.port, memcached]) {
    await say(port, ['flush_all\r\nset stock 0 0 1\r\n5\r\n']);
    const told = await say(port, ['gets stock\r\n']);
    const unique = /^VALUE stock 0 1 (\d+)\r\n/.exec(told)?.[1];
    const cas = `cas stock 0 0 1 ${unique}\r\n4\r\n`;
    expect(await say(port, [cas, cas, 'touch stock 0\r\n'])).toBe(
      'STORED\r\nEXISTS\r\nTOUCHED\r\n',
    );
  }
});

test('a flush with a delay spares what is there until then, and what comes after', async () => {
  for (const port of [server.port, memcached]) {
    await say(port, ['flush_all\r\nset a 0 0 1\r\n1\r\nflush_all 2\r\n']);
    expect(await say(port, ['get a\r\n'])).toContain('VALUE a');
    const get = () => say(port, ['get a\r\n']);
    await expect.poll(get, { timeout: 10_000 }).toBe('END\r\n');
    // Memcached counts whole seconds: the one of the flush is not over yet.
    const again = () => say(port, ['set a 0 0 1\r\n2\r\n', 'get a\r\n']);
    await expect
      .poll(again, { timeout: 10_000 })
      .toBe('STORED\r\nVALUE a 0 1\r\n2\r\nEND\r\n');
  }
});

test('an item is gone when its seconds are over', async () => {
  await say(server.port, ['set a 0 1 1\r\nx\r\n']);
  const get = () => say(server.port, ['get a\r\n']);
  await expect.poll(get, { timeout: 10_000 }).toBe('END\r\n');
});

test.each([
  [
    'quit, and sends first what was asked before',
    'set a 0 0 1\r\nx\r\nquit\r\n',
  ],
  ['a line that does not end', 'set a 0 0 1\r\nx\r\n' + 'x'.repeat(4000)],
])('both servers hang up after %s', async (_what, bytes) => {
  for (const port of [server.port, memcached]) {
    const socket = connect({ port, host: '127.0.0.1' });
    const closed = closing(socket);
    let replies = '';
    socket.on('data', (chunk) => (replies += chunk.toString()));
    socket.write(bytes);
    await closed;
    // Memcached forgets the replies of the packet that it hangs up in.
    if (bytes.endsWith('quit\r\n')) expect(replies).toBe('STORED\r\n');
  }
});

test('a client that reads nothing is not read from, and loses nothing', async () => {
  const value = 'x'.repeat(500_000);
  await say(server.port, [`set a 0 0 500000\r\n${value}\r\n`]);
  const socket = connect({ port: server.port, host: '127.0.0.1' });
  const asked = 200;
  socket.end('get a\r\n'.repeat(asked));
  let bytes = 0;
  for await (const chunk of socket) bytes += (chunk as Buffer).length;
  const one = `VALUE a 0 500000\r\n${value}\r\nEND\r\n`.length;
  expect(bytes).toBe(asked * one);
});

test('close ends every connection, and frees the port', async () => {
  const short = await startServer();
  const socket = connect(short.port, '127.0.0.1');
  await once(socket, 'connect');
  const closed = closing(socket);
  socket.write('set a 0 0 10\r\nhalf');
  socket.resume();
  await short.close();
  await closed;
  const next = await startServer(short.port);
  await next.close();
});
