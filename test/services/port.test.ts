import { createServer } from 'node:net';
import { once } from 'node:events';
import { expect, onTestFinished, test } from 'vitest';
import {
  reservePort,
  untilFree,
  withPorts,
  type ReservedPort,
} from '../../src/services/port.ts';

test('a port is promised to one alone, until it is freed', async () => {
  const first = await reserved();
  const second = await reserved(first.number);
  expect(second.number).toBeGreaterThan(first.number);
  first.free();
  expect((await reserved(first.number)).number).toBe(first.number);
});

test('a port that somebody listens on is passed over', async () => {
  const port = await listening();
  expect((await reserved(port)).number).toBeGreaterThan(port);
});

test('the ports of a restart are promised to nobody else meanwhile', async () => {
  const { number, free } = await reserved();
  free();
  await withPorts([number], async () => {
    expect((await reserved(number)).number).toBeGreaterThan(number);
  });
  expect((await reserved(number)).number).toBe(number);
});

test('a port that another is looking at is waited for', async () => {
  const { number, free } = await reserved();
  let begun = false;
  const work = withPorts([number], async () => void (begun = true));
  // Whoever asks later is served later.
  await expect(reserved(number)).resolves.not.toMatchObject({ number });
  expect(begun).toBe(false);
  free();
  await work;
  expect(begun).toBe(true);
});

test('restarts of the same ports come one after the other', async () => {
  const [first, second] = [await reserved(), await reserved()];
  for (const { free } of [first, second]) free();
  const numbers = [first.number, second.number];
  let at = 0;
  let most = 0;
  const work = async () => {
    most = Math.max(most, (at += 1));
    await new Promise(setImmediate);
    at -= 1;
  };
  await Promise.all(
    Array.from({ length: 8 }, (_, i) =>
      withPorts(i % 2 ? numbers : numbers.toReversed(), work),
    ),
  );
  expect(most).toBe(1);
});

test('a port that another does not let go of is an error, and leaves the others free', async () => {
  const [first, second] = [await reserved(), await reserved()];
  first.free();
  const both = [first.number, second.number];
  await expect(withPorts(both, async () => {})).rejects.toThrow(
    `Another program is about to listen on port ${second.number}`,
  );
  expect(await reserved(first.number)).toMatchObject({ number: first.number });
});

test('a port is free when its server is gone', async () => {
  const { number, free } = await reserved();
  const server = createServer().listen(number, '127.0.0.1');
  await once(server, 'listening');
  free();
  let isFree = false;
  const freed = untilFree([number]).then(() => (isFree = true));
  await expect(reserved(number)).resolves.not.toMatchObject({ number });
  expect(isFree).toBe(false);
  server.close();
  await freed;
});

/** Where nothing else of ours looks for ports. */
const APART = 23_000 + (process.pid % 3000);

async function reserved(first = APART): Promise<ReservedPort> {
  const port = await reservePort(first);
  onTestFinished(() => port.free());
  return port;
}

async function listening(): Promise<number> {
  const { number, free } = await reserved();
  const server = createServer().listen(number, '127.0.0.1');
  await once(server, 'listening');
  free();
  onTestFinished(() => void server.close());
  return number;
}
