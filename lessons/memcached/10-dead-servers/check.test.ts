import { once } from 'node:events';
import {
  createServer,
  type AddressInfo,
  type Server as NetServer,
} from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { cut, plug, unplug } from '#check/faults';
import { flushAll, store, value } from '#check/memcached';
import { connections, opened } from '#check/wire';
import {
  openServer,
  type Server,
  type ServerOptions,
} from './exercise.ts';

const address = process.env.MEMCACHE_SERVERS!;
/** Longer than any check. */
const NEVER = 60 * 60 * 1000;

let server: Server;
function open(options: Partial<ServerOptions> = {}, at = address) {
  server = openServer(at, {
    deadRetry: NEVER,
    flushOnReconnect: false,
    ...options,
  });
  return server;
}

/** Does a `get` on the server's connection, as a client would. */
async function get(of: Server, key: string): Promise<string> {
  const connection = await of.connection();
  if (!connection) return 'no connection';
  const [reply] = connection.ask(`get ${key}\r\n`, /^END$/);
  const { items } = await reply!;
  return items[0] ? String(items[0].data) : 'a miss';
}

beforeEach(() => flushAll());
afterEach(async () => {
  await plug(1);
  try {
    await server.disconnect();
  } catch {
    // A stub: the test of disconnect() says so.
  }
  await cut(); // what an answer leaves open does not count in the next
});

describe('Keep one connection', () => {
  test('opens one connection for twenty callers at once', async () => {
    const connected = await opened('memcached', async () => {
      const { connection } = open();
      await Promise.all(Array.from({ length: 20 }, connection));
      await connection();
    });
    expect(
      connected,
      'connections opened for 21 calls. The first caller opens it, and whoever comes meanwhile waits for the same promise',
    ).toBe(1);
  });

  test('opens another one when the connection was lost', async () => {
    await store('tea', '4.20');
    const { connection } = open();
    const first = await connection();
    await cut();
    await expect.poll(() => first?.ended).toBeDefined();
    expect(
      await get(server, 'tea'),
      'the connection was cut, and the server is well: the next call connects again. A connection that has ended says so: `ended` is defined',
    ).toBe('4.20');
  });

  test('closes a connection that is still being opened', async () => {
    const { connection, disconnect } = open();
    const opening = connection();
    await disconnect();
    await opening;
    await expect
      .poll(() => connections('memcached'), {
        message:
          'disconnect() was called while the connection was being opened: nobody else will close it',
      })
      .toBe(0);
  });

  test('closes the connection on disconnect, and opens another after it', async () => {
    const { connection, disconnect } = open();
    await connection();
    await disconnect();
    await expect
      .poll(() => connections('memcached'), {
        message: 'connections still open after disconnect()',
      })
      .toBe(0);
    await store('tea', '4.20');
    expect(
      await get(server, 'tea'),
      'after disconnect() the next call connects again',
    ).toBe('4.20');
  });
});

describe('Leave the dead alone', () => {
  test('gives no connection while the server is dead', async () => {
    unplug(1);
    const found = await open()
      .connection()
      .catch((error: Error) => error);
    expect(
      found,
      'nobody listens at the address. A connection that cannot be had is undefined, and no error: the client then looks for another server',
    ).toBeUndefined();
  });

  test('does not try a dead server with every call', async () => {
    const { address: at, attempts, close } = await hangsUp();
    const { connection } = open({}, at);
    for (let call = 1; call <= 10; call += 1)
      await connection().catch(() => {});
    await close();
    expect(
      attempts(),
      'this server hangs up on everybody. It was asked for ten times with a deadRetry of an hour, and so many connects reached it: each of them makes a user wait',
    ).toBe(1);
  });

  test('tries it again when deadRetry has passed', async () => {
    await store('tea', '4.20');
    unplug(1);
    open({ deadRetry: 50 });
    await server.connection().catch(() => {});
    await plug(1);
    await expect
      .poll(() => get(server, 'tea'), {
        message:
          'the server is back, and deadRetry is 50 ms: a later call must connect to it',
      })
      .toBe('4.20');
  });

  test('tries it at once when the dead are forgotten', async () => {
    await store('tea', '4.20');
    unplug(1);
    open();
    await server.connection().catch(() => {});
    await plug(1);
    expect(
      await get(server, 'tea'),
      'the server is back, and deadRetry is an hour: until then it counts as dead',
    ).toBe('no connection');
    server.forgetDead();
    expect(
      await get(server, 'tea'),
      'after forgetDead() the next call connects',
    ).toBe('4.20');
  });
});

describe('Trust no value from before', () => {
  test('flushes a server that comes back from the dead', async () => {
    open({ flushOnReconnect: true });
    await server.connection();
    await store('tea', '4.20');
    unplug(1);
    await expect
      .poll(() => server.connection(), {
        message:
          'the server was unplugged: when its connection has ended and another cannot be had, connection() is undefined',
      })
      .toBeUndefined();
    await plug(1);
    server.forgetDead();
    expect(
      await get(server, 'tea'),
      'the server was dead for a while, and others may have written its keys elsewhere: with flushOnReconnect what it has is gone before its first reply',
    ).toBe('a miss');
  });

  test('flushes no server that was not dead', async () => {
    await store('tea', '4.20');
    open({ flushOnReconnect: true });
    const first = await server.connection();
    expect(
      await value('tea'),
      'this was the first connection: a new process must not empty the cache of all the others',
    ).toBe('4.20');
    await cut();
    await expect.poll(() => first?.ended).toBeDefined();
    await server.connection();
    expect(
      await value('tea'),
      'the connection was lost and is there again. Nobody was sent elsewhere meanwhile, so nothing is stale',
    ).toBe('4.20');
  });

  test('keeps what a returning server has, unless it is told to flush', async () => {
    await store('tea', '4.20');
    unplug(1);
    open();
    await server.connection().catch(() => {});
    await plug(1);
    server.forgetDead();
    expect(
      await get(server, 'tea'),
      'flushOnReconnect is false: the server keeps its items',
    ).toBe('4.20');
  });
});

/** A server that hangs up on everybody, and counts them. */
async function hangsUp() {
  let attempts = 0;
  const server: NetServer = createServer((socket) => {
    attempts += 1;
    socket.on('error', () => {}).destroy();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    address: `127.0.0.1:${port}`,
    attempts: () => attempts,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}
