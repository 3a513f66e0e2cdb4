import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { endUnlessUnread } from '../../src/lab/unread.ts';

/** A server with one large answer; resolves to how it was closed. */
async function serve(patience: number) {
  let closed: Promise<boolean> | undefined;
  const server = createServer((_, response) => {
    closed = new Promise((resolve) =>
      response.once('close', () => resolve(response.writableFinished)),
    );
    endUnlessUnread(response, Buffer.alloc(30_000_000), patience);
  });
  await new Promise<void>((resolve) =>
    server.listen(0, '127.0.0.1', () => resolve()),
  );
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => {});
  onTestFinished(() => void socket.destroy());
  socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n');
  const isWhole = async () => {
    await expect.poll(() => closed !== undefined).toBe(true);
    return closed!;
  };
  return { socket, isWhole };
}

test('an answer that nobody reads does not keep its connection', async () => {
  const { socket, isWhole } = await serve(300);
  socket.pause();
  expect(await isWhole()).toBe(false);
});

test('one that is read comes whole', async () => {
  const { socket, isWhole } = await serve(10_000);
  socket.resume();
  expect(await isWhole()).toBe(true);
});
