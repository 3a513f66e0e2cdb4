import { once } from 'node:events';
import {
  connect,
  createServer,
  type Server,
  type Socket,
} from 'node:net';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openCache, type Cache } from './exercise.ts';

const [host = 'localhost', port = '11211'] = (
  process.env.MEMCACHE_SERVERS ?? 'localhost:11211'
).split(':');
const KEYS = [
  'price:tea',
  'price:gift',
  'user:41',
  'menu',
  'stock:none',
];
const DAY = 24 * 60 * 60;

// The answer reaches Memcached through this door, which counts.
let door: Server;
let opened: number;
let open: Set<Socket>;
let cache: Cache;

beforeEach(async () => {
  opened = 0;
  open = new Set();
  door = createServer((client) => {
    opened += 1;
    open.add(client);
    const server = connect(Number(port), host);
    client.pipe(server).pipe(client);
    client.on('error', () => server.destroy());
    server.on('error', () => client.destroy());
    client.on('close', () => {
      open.delete(client);
      server.destroy();
    });
  });
  door.listen(0, '127.0.0.1');
  await once(door, 'listening');
  const address = door.address() as { port: number };
  await forget();
  cache = openCache(`127.0.0.1:${address.port}`);
});

afterEach(async () => {
  try {
    cache.close();
  } catch {
    // A stub: the test of close() says so.
  }
  door.close();
  for (const client of open) client.destroy();
  await forget();
});

/** Asks the server by hand, on a connection of its own. */
async function ask(request: string): Promise<string> {
  const socket = connect(Number(port), host);
  socket.setEncoding('utf8');
  socket.write(`${request}\r\nquit\r\n`);
  let reply = '';
  for await (const text of socket) reply += text;
  return reply.trim();
}

/** What the server holds under a key, or undefined. */
async function held(key: string): Promise<string | undefined> {
  const [first = '', ...rest] = (await ask(`mg ${key} v`)).split(
    '\r\n',
  );
  return first.startsWith('VA') ? rest.join('\r\n') : undefined;
}

/** Seconds that the server will keep a key; -1 is for ever. */
async function secondsLeft(key: string): Promise<number | undefined> {
  const left = /^HD t(-?\d+)$/.exec(await ask(`mg ${key} t`))?.[1];
  return left === undefined ? undefined : Number(left);
}

async function forget() {
  await ask(KEYS.map((key) => `delete ${key}`).join('\r\n'));
}

/** A slow query, which counts how often it ran. */
function query<T>(result: T) {
  const load = async () => {
    load.runs += 1;
    return result;
  };
  load.runs = 0;
  return load;
}

test('runs load on a miss only', async () => {
  const load = query({ price: 420 });
  for (let read = 1; read <= 3; read += 1) {
    expect(
      await cache.remember('price:tea', 60, load),
      `read ${read} of three must give what load resolved to`,
    ).toEqual({ price: 420 });
  }
  expect(
    load.runs,
    'of three reads the first one is a miss. If load ran again, the value was not stored, or the hit was not used',
  ).toBe(1);
});

test('keeps the value on the server, as JSON', async () => {
  await cache.remember('menu', 60, query(['tea', 'café']));
  expect(
    await held('menu'),
    'Memcached itself was asked for "menu". If it holds nothing, the value is only in this process; if it holds another text, it is not JSON',
  ).toBe('["tea","café"]');
});

test('uses what another process has stored', async () => {
  await ask('set user:41 0 60 14\r\n{"name":"Ada"}');
  const load = query({ name: 'nobody' });
  expect(
    await cache.remember('user:41', 60, load),
    'the server held {"name":"Ada"} before the first call: that is a hit',
  ).toEqual({ name: 'Ada' });
  expect(load.runs, 'on a hit load does not run').toBe(0);
});

test('gives the item its time to live on the server', async () => {
  await cache.remember('price:tea', 300, query(420));
  const left = await secondsLeft('price:tea');
  const found =
    left === undefined
      ? 'it holds no such item'
      : left === -1
        ? 'it keeps the item for ever: no expiry was sent'
        : `it keeps the item for ${left} s: \`expires\` is in seconds`;
  const message = `Memcached was asked how long it keeps "price:tea", for 300 s; ${found}`;
  expect(left ?? 0, message).toBeGreaterThan(280);
  expect(left ?? 0, message).toBeLessThanOrEqual(300);
});

test('keeps an item for longer than 30 days', async () => {
  await cache.remember('user:41', 31 * DAY, query('Ada'));
  const left = await secondsLeft('user:41');
  const found =
    left === undefined
      ? 'it is gone already: over 30 days the number is read as a Unix time, a day in 1970'
      : `it has ${left} s to live`;
  const message = `Memcached was asked how long it keeps "user:41", for 31 days; ${found}`;
  expect(left ?? 0, message).toBeGreaterThan(31 * DAY - 60);
  expect(left ?? 0, message).toBeLessThan(31 * DAY + 60);
});

test('takes a cached null, 0, false or empty text for a hit', async () => {
  for (const result of [null, 0, false, '']) {
    const text = JSON.stringify(result);
    await forget();
    const load = query(result);
    await cache.remember('price:gift', 60, load);
    expect(
      await held('price:gift'),
      `load resolved to ${text}, so Memcached must hold the text ${text}`,
    ).toBe(text);
    expect(
      await cache.remember('price:gift', 60, load),
      `the cached text ${text} must come back as the same value`,
    ).toBe(result);
    expect(
      load.runs,
      `Memcached held ${text}, and load ran again: the answer takes it for a miss. Only a reply without a value is one`,
    ).toBe(1);
  }
});

test('runs no load when twenty ask at once for what is cached', async () => {
  const load = query(420);
  await cache.remember('price:tea', 60, load);
  const readers = Array.from({ length: 20 }, () =>
    cache.remember('price:tea', 60, load),
  );
  expect(await Promise.all(readers)).toEqual(Array(20).fill(420));
  expect(load.runs, 'the item was there: 20 hits').toBe(1);
  expect(
    opened,
    'connections opened for 21 calls: a cache keeps one and reuses it',
  ).toBe(1);
});

test('stores nothing when load fails', async () => {
  const failing = async () => {
    throw new Error('the database is down');
  };
  const reply = cache
    .remember<unknown>('stock:none', 60, failing)
    .catch((error: unknown) => error);
  expect(
    await reply,
    'load rejected, so remember must reject with the same error. If it resolved, the error was caught on the way and replaced',
  ).toEqual(new Error('the database is down'));
  expect(
    await held('stock:none'),
    'load failed and Memcached holds something: for the next 60 s everybody would be given the failure',
  ).toBeUndefined();
  expect(
    await cache.remember('stock:none', 60, query(7)),
    'the database is back: the next call runs load again',
  ).toBe(7);
});

test('leaves no connection open after close', async () => {
  await cache.remember('price:tea', 60, query(420));
  expect(open.size, 'while in use, one connection is open').toBe(1);
  cache.close();
  await vi.waitFor(
    () =>
      expect(
        open.size,
        'connections still open after close(): they would keep the process from ending',
      ).toBe(0),
    2000,
  );
});
