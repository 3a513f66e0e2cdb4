import { once } from 'node:events';
import {
  connect,
  createServer,
  type AddressInfo,
  type Server,
  type Socket,
} from 'node:net';
import { expect, onTestFinished, test, vi } from 'vitest';
import { openTap, type TapEvent, type TapOptions } from '../../src/wire/tap.ts';

const PING = '*1\r\n$4\r\nPING\r\n';
const PONG = '+PONG\r\n';

/** A tap before a server of the test's own, for what real ones hide. */
async function tapBefore(
  serve: (socket: Socket) => void,
  options: Partial<TapOptions> = {},
) {
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    socket.on('error', () => {});
    serve(socket);
  });
  await listening(server);
  const events: TapEvent[] = [];
  const tap = await openTap({
    service: 'redis',
    target: { host: '127.0.0.1', port: portOf(server) },
    on: (event) => events.push(event),
    ...options,
  });
  onTestFinished(async () => {
    await tap.close();
    server.close();
  });
  const dial = async (allowHalfOpen = false) => {
    const client = connect({
      port: tap.port,
      host: '127.0.0.1',
      allowHalfOpen,
    });
    await once(client, 'connect');
    // Faults are what this is about: each test looks for its own.
    client.on('error', () => {});
    return client;
  };
  const texts = () =>
    events.flatMap((each) =>
      each.event === 'message' ? each.message.text : [],
    );
  return { tap, server, events, dial, texts };
}

function listening(server: Server) {
  return new Promise<void>((resolve) =>
    server.listen(0, '127.0.0.1', () => resolve()),
  );
}

const portOf = (server: Server) => (server.address() as AddressInfo).port;

const echoPong = (socket: Socket) => {
  socket.on('data', (bytes) => {
    for (let at = 0; at < bytes.length; at += PING.length) socket.write(PONG);
  });
  socket.on('end', () => socket.end());
};

async function heard(socket: Socket, text: string) {
  let all = '';
  while (all.length < text.length) {
    const [bytes] = (await once(socket, 'data')) as [Buffer];
    all += bytes.toString('latin1');
  }
  expect(all).toBe(text);
}

test('tells who connected from where, what was said, and who ended it', async () => {
  const { events, tap, dial } = await tapBefore(echoPong);
  const client = await dial();
  const { localPort } = client;
  client.write(PING);
  await heard(client, PONG);
  client.end();
  await once(client, 'close');
  await tap.close(5000);
  expect(events).toMatchObject([
    { event: 'open', connection: 1, clientPort: localPort },
    { event: 'message', connection: 1, message: { text: 'PING', trip: 1 } },
    { event: 'message', connection: 1, message: { text: 'PONG', trip: 1 } },
    { event: 'close', connection: 1, by: 'client', reset: false, skipped: 0 },
  ]);
});

test('passes on the end of one side while the other one still speaks', async () => {
  const { dial } = await tapBefore((socket) => {
    socket.on('data', () => {});
    socket.on('end', () => socket.end('after the end'));
  });
  const client = await dial(true);
  client.end('x');
  await heard(client, 'after the end');
  await once(client, 'close');
});

test('passes on a reset of the server as a reset', async () => {
  const { dial, events } = await tapBefore((socket) =>
    socket.once('data', () => socket.resetAndDestroy()),
  );
  const client = await dial();
  client.write('x');
  const [error] = (await once(client, 'error')) as [NodeJS.ErrnoException];
  expect(error.code).toBe('ECONNRESET');
  await vi.waitFor(() =>
    expect(events.at(-1)).toMatchObject({ by: 'server', reset: true }),
  );
});

test('passes on a reset of the client as a reset', async () => {
  const reset = Promise.withResolvers<string | undefined>();
  const { dial } = await tapBefore((socket) => {
    socket.on('data', () => {});
    socket.on('error', ({ code }: NodeJS.ErrnoException) =>
      reset.resolve(code),
    );
  });
  const client = await dial();
  client.write('x', () => client.resetAndDestroy());
  expect(await reset.promise).toBe('ECONNRESET');
});

test('a server that is not there resets the client', async () => {
  const { dial, server } = await tapBefore(() => {});
  server.close();
  const client = await dial();
  await once(client, 'error');
});

test('can be cut: both sides see a reset, and may connect again', async () => {
  const sockets: Socket[] = [];
  const { dial, tap, events } = await tapBefore((socket) => {
    sockets.push(socket);
    echoPong(socket);
  });
  const client = await dial();
  client.write(PING);
  await heard(client, PONG);
  const error = once(client, 'error');
  tap.cut();
  await error;
  await vi.waitFor(() => expect(sockets[0]!.destroyed).toBe(true));
  await vi.waitFor(() =>
    expect(events.at(-1)).toMatchObject({ event: 'close', by: 'fault' }),
  );
  const second = await dial();
  second.write(PING);
  await heard(second, PONG);
});

test('closes while a server’s end is on its way', async () => {
  const { dial, tap, events } = await tapBefore((socket) => {
    socket.once('data', () => socket.end(PONG));
  });
  const client = await dial(true);
  client.write(PING);
  await heard(client, PONG);
  await tap.close();
  expect(events.at(-1)).toMatchObject({ event: 'close' });
  client.destroy();
});

test('does not listen again once it was closed', async () => {
  const { dial, tap } = await tapBefore(echoPong);
  await tap.close();
  await tap.accept();
  await expect(dial()).rejects.toThrow('ECONNREFUSED');
});

test('stops a message before it is passed on: the server never sees it', async () => {
  let got = '';
  const { dial, texts, events } = await tapBefore(
    (socket) => {
      socket.on('data', (bytes: Buffer) => (got += bytes.toString()));
      echoPong(socket);
    },
    { stops: ({ text }) => text === 'DEL stock' },
  );
  const client = await dial();
  client.write(PING);
  await heard(client, PONG);
  const error = once(client, 'error');
  client.write('*2\r\n$3\r\nDEL\r\n$5\r\nstock\r\n');
  await error;
  await vi.waitFor(() =>
    expect(events.at(-1)).toMatchObject({ event: 'close', by: 'fault' }),
  );
  expect(got).toBe(PING);
  expect(texts()).toEqual(['PING', 'PONG', 'DEL stock']);
  expect(events.filter((each) => 'lost' in each)).toMatchObject([
    { message: { text: 'DEL stock', trip: 2 } },
  ]);
});

test('can be paused, and loses nothing by it', async () => {
  let got = 0;
  const { dial, tap } = await tapBefore((socket) => {
    socket.on('data', (bytes) => (got += bytes.length));
    echoPong(socket);
  });
  const client = await dial();
  client.write(PING);
  await heard(client, PONG);
  tap.pause();
  client.write(PING);
  client.write(PING);
  const other = await dial();
  other.write(PING);
  // A turn of the loop for each: nothing comes through.
  for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate);
  expect(got).toBe(PING.length);
  const answers = Promise.all([heard(client, PONG + PONG), heard(other, PONG)]);
  tap.resume();
  await answers;
});

test('can take its time each way, in order', async () => {
  const { dial, tap } = await tapBefore(echoPong);
  tap.delay(20);
  const client = await dial();
  const began = performance.now();
  client.write(PING);
  setImmediate(() => client.write(PING));
  await heard(client, PONG + PONG);
  expect(performance.now() - began).toBeGreaterThan(38);
  tap.delay(0);
  client.write(PING);
  await heard(client, PONG);
});

test('passes on an end that takes its time when its sender is gone', async () => {
  // As Redis does after QUIT: it answers, and hangs up first.
  const { dial, tap, events } = await tapBefore((socket) => {
    socket.on('data', () => socket.end(PONG));
  });
  tap.delay(5);
  const client = await dial();
  client.write(PING);
  await once(client.resume(), 'close');
  await vi.waitFor(() =>
    expect(events).toContainEqual(expect.objectContaining({ event: 'close' })),
  );
});

test('can refuse new connections, and accept them again on its port', async () => {
  const { dial, tap } = await tapBefore(echoPong);
  const before = await dial();
  tap.refuse();
  await expect(dial()).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  before.write(PING);
  await heard(before, PONG);
  await tap.accept();
  const after = await dial();
  after.write(PING);
  await heard(after, PONG);
});

test('messages that are not wanted are passed on, and counted', async () => {
  let room = 3;
  const { dial, tap, texts, events } = await tapBefore(echoPong, {
    wanted: () => room-- > 0,
  });
  const client = await dial();
  client.write(PING.repeat(50));
  await heard(client, PONG.repeat(50));
  client.destroy();
  await tap.close(5000);
  expect(texts()).toHaveLength(3);
  expect(events.at(-1)).toMatchObject({ event: 'close', skipped: 97 });
});

test('a burst larger than any buffer comes through whole', async () => {
  const size = 64 * 1024 * 1024;
  let got = 0;
  const all = Promise.withResolvers<void>();
  const { dial } = await tapBefore((socket) =>
    socket.on('data', (bytes) => {
      got += bytes.length;
      if (got === size) all.resolve();
    }),
  );
  const client = await dial();
  for (let sent = 0; sent < size; sent += 1 << 20) {
    if (!client.write(Buffer.alloc(1 << 20))) await once(client, 'drain');
  }
  await all.promise;
});

test('closing leaves nothing open, and gives what was half said', async () => {
  const sockets: Socket[] = [];
  const { dial, tap, events, texts } = await tapBefore((socket) => {
    sockets.push(socket);
    socket.on('data', () => {});
  });
  const client = await dial();
  client.on('error', () => {});
  client.write(PING.slice(0, 6));
  await vi.waitFor(() => expect(sockets[0]?.bytesRead).toBe(6));
  await tap.close();
  expect(texts()).toEqual(['(6 bytes) "*1\\r\\n$4"']);
  expect(events.at(-1)).toMatchObject({ event: 'close', by: 'tap' });
  await vi.waitFor(() => expect(sockets[0]?.destroyed).toBe(true));
  await expect(dial()).rejects.toMatchObject({ code: 'ECONNREFUSED' });
});
