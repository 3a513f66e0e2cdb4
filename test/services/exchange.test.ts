import { Worker } from 'node:worker_threads';
import { setImmediate as turn } from 'node:timers/promises';
import { expect, onTestFinished, test, vi } from 'vitest';
import { exchange } from '../../src/services/exchange.ts';

/** What a server and its client have done, in turn. */
const ASKED = 1;
const HELD_UP = 2;
const ANSWERED = 3;

/** A server that answers once its client is held up. */
const SERVER = `
  const { parentPort, workerData } = require('node:worker_threads');
  const steps = new Int32Array(workerData);
  const server = require('node:net').createServer((socket) => {
    socket.on('error', () => {}); // a client that gave up is told elsewhere
    socket.on('data', () => {
      Atomics.store(steps, 0, ${ASKED});
      Atomics.wait(steps, 0, ${ASKED});
      socket.write('VERSION 1.6\\r\\n', () => {
        Atomics.store(steps, 0, ${ANSWERED});
        Atomics.notify(steps, 0);
      });
    });
  });
  server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port));
`;

test('an answer that came in time counts, though we were held up until later', async () => {
  const shared = new SharedArrayBuffer(4);
  const steps = new Int32Array(shared);
  const server = new Worker(SERVER, { eval: true, workerData: shared });
  onTestFinished(async () => void (await server.terminate()));
  const port = await new Promise<number>((resolve) =>
    server.once('message', resolve),
  );
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const reply = exchange(port, 'version\r\n', /\r\n$/, 1000);
  while (Atomics.load(steps, 0) !== ASKED) await turn();
  Atomics.store(steps, 0, HELD_UP);
  Atomics.notify(steps, 0);
  expect(Atomics.wait(steps, 0, HELD_UP, 60_000)).not.toBe('timed-out');
  vi.advanceTimersByTime(1000); // as they come before what was not read yet
  expect(await reply).toBe('VERSION 1.6\r\n');
});
