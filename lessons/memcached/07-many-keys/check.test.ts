import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import {
  afterEach,
  beforeEach,
  describe,
  expect,
  test,
  vi,
} from 'vitest';
import {
  flushAll,
  items,
  secondsLeft,
  store,
  value,
} from '#check/memcached';
import { commands, roundTrips } from '#check/wire';
import { Connection } from '#examples/memcached/client/connection.ts';
import { manyKeys, type Key, type ManyKeys } from './exercise.ts';

let socket: Socket;
let connection: Connection;
let users: ManyKeys;

beforeEach(async () => {
  await flushAll();
  const servers = process.env.MEMCACHE_SERVERS ?? 'localhost:11211';
  const { hostname, port } = new URL(`tcp://${servers}`);
  socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  connection = new Connection(socket, 2000);
  users = manyKeys(connection, 'user:');
});

afterEach(() => connection.end('the check is over'));

const ids = Array.from({ length: 100 }, (_, i) => i + 1);
const hundred = new Map<Key, string>(
  ids.map((id) => [id, `user ${id}`]),
);

/** What the answer does, counted: its writes, commands and waits. */
async function counted(work: () => Promise<unknown>) {
  const write = vi.spyOn(socket, 'write');
  let sent: string[] = [];
  const trips = await roundTrips('memcached', async () => {
    sent = await commands('memcached', work);
  });
  const writes = write.mock.calls.length;
  write.mockRestore();
  return { writes, commands: sent.length, trips };
}

const COUNTED =
  'trips is how often the answer waited for the server, writes how often it wrote to the connection. One `ask` is one write: make the whole request first, with a pattern for each reply to come';

describe('Read many', () => {
  test('reads a hundred keys with one command, in one round trip', async () => {
    await Promise.all(
      ids.map((id) => store(`user:${id}`, `user ${id}`)),
    );
    let found = new Map<Key, string>();
    const work = async () => (found = await users.getMany(ids));
    expect(
      await counted(work),
      `getMany was asked for 100 keys; \`get\` takes any number of them, with spaces between. ${COUNTED}`,
    ).toEqual({ writes: 1, commands: 1, trips: 1 });
    expect(found.size, 'Memcached held all of the 100 items').toBe(100);
    expect(
      found.get(41),
      '41 is the number that was asked for, and user:41 held "user 41"',
    ).toBe('user 41');
  });

  test('gives back the keys that it was given', async () => {
    await store('user:41', 'Ada');
    await store('user:user:ada', 'the prefix twice');
    const found = await users.getMany([41, 'user:ada', 42]);
    expect(
      [...found].sort(),
      "it was asked for 41, 'user:ada' and 42, and the server holds nothing for 42. The server names user:41 and user:user:ada: look up which key each of them was, a number stays one",
    ).toEqual([
      [41, 'Ada'],
      ['user:ada', 'the prefix twice'],
    ]);
  });
});

describe('Store many', () => {
  test('stores a hundred texts with one write, in one round trip', async () => {
    expect(
      await counted(() => users.setMany(hundred, 60)),
      `setMany was given 100 texts; the protocol has a command for one, so 100 are to be sent. ${COUNTED}`,
    ).toEqual({ writes: 1, commands: 100, trips: 1 });
    expect(
      await value('user:41'),
      'Memcached itself was asked for user:41, which is the prefix and the key',
    ).toBe('user 41');
    const left = (await secondsLeft('user:41')) ?? 0;
    expect(left, 'seconds that it keeps user:41, of 60').toBeLessThan(
      61,
    );
    expect(
      left,
      'seconds that it keeps user:41, of 60',
    ).toBeGreaterThan(50);
  });

  test('counts the bytes of a text', async () => {
    const texts = new Map<Key, string>([
      ['menu', 'café, 日本茶'],
      ['empty', ''],
      ['note', 'first\r\nEND\r\n'],
    ]);
    expect(
      await users.setMany(texts, 60),
      'none of the three is too long, so none was to be refused. A length is in bytes (Buffer.byteLength): with another number bytes are left over, which the server takes for a command, and every later reply moves by one',
    ).toEqual([]);
    for (const [key, text] of texts)
      expect(
        await value(`user:${key}`),
        `Memcached was asked for user:${key}`,
      ).toBe(text);
  });

  test('names the text that was refused, and stores the others', async () => {
    const texts = new Map<Key, string>([
      [41, 'Ada'],
      [42, 'x'.repeat(1_100_000)],
      ['43', 'Grace'],
    ]);
    const failed = await users
      .setMany(texts, 60)
      .catch((error: Error) => `rejected: ${error.message}`);
    expect(
      failed,
      'the text of 42 has more than a megabyte, which the server refuses. That is one reply of three: wait for all, then name the keys that failed',
    ).toEqual([42]);
    expect(
      (await items()).map(({ key }) => key).sort(),
      'the other two were to be stored',
    ).toEqual(['user:41', 'user:43']);
  });
});

describe('Delete many', () => {
  test('deletes a hundred items with one write, in one round trip', async () => {
    await Promise.all(
      ids.map((id) => store(`user:${id}`, `user ${id}`)),
    );
    expect(
      await counted(() => users.deleteMany(ids)),
      `deleteMany was given 100 keys; a command deletes one item, so 100 are to be sent. ${COUNTED}`,
    ).toEqual({ writes: 1, commands: 100, trips: 1 });
    expect(await items(), 'nothing was to be left').toEqual([]);
  });

  test('tells which keys had an item', async () => {
    await store('user:41', 'Ada');
    await store('41', 'without the prefix');
    expect(
      await users.deleteMany([40, 41]),
      'the server answers NOT_FOUND for user:40 and DELETED for user:41',
    ).toEqual([41]);
    expect(await value('41'), 'an item of somebody else').toBe(
      'without the prefix',
    );
  });
});

describe('Stay in step', () => {
  test('sends nothing when there are no keys', async () => {
    const nothing = async () => {
      expect(await users.setMany(new Map(), 60)).toEqual([]);
      expect(await users.getMany([])).toEqual(new Map());
      expect(await users.deleteMany([])).toEqual([]);
    };
    expect(
      await commands('memcached', nothing),
      'a `get` without a key is an ERROR, so send nothing at all',
    ).toEqual([]);
  });

  test('keeps replies and calls together when many are under way', async () => {
    const [failed, found, deleted, after] = await Promise.all([
      users.setMany(hundred, 60),
      users.getMany([1, 101, 100]),
      users.deleteMany([100, 101]),
      users.getMany([1, 100]),
    ]);
    expect(
      { failed, found: [...found], deleted, after: [...after] },
      'four calls were made at once on one connection. Each takes as many replies as it has sent commands: a pattern for each',
    ).toEqual({
      failed: [],
      found: [
        [1, 'user 1'],
        [100, 'user 100'],
      ],
      deleted: [100],
      after: [[1, 'user 1']],
    });
  });
});
