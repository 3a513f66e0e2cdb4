import { execFile } from 'node:child_process';
import { beforeAll, expect, inject, onTestFinished, test } from 'vitest';
import { startServer } from '../../../examples/memcached/write-a-server/server.ts';
import { openServices } from '../../../src/services/services.ts';
import type { Provider } from '../../../src/services/service.ts';
import { findMemcapable } from '../../setup/memcapable.ts';

let services: Provider;

beforeAll(async () => {
  services = await openServices({ root: inject('servicesRoot') });
});

/** What the tool prints of the text half of its tests, and its exit code. */
async function memcapable(host: string, port: string) {
  const args = ['-h', host, '-p', port, '-a', '-v', '-t', '10'];
  return new Promise<{ code: number; said: string }>((resolve, reject) => {
    execFile(findMemcapable()!, args, (error, out, err) => {
      if (error && typeof error.code !== 'number') reject(error);
      else resolve({ code: Number(error?.code ?? 0), said: out + err });
    });
  });
}

/** The verdict of each test: `ascii set` → `pass`. */
function verdicts(said: string): Map<string, string> {
  const lines = said.matchAll(/^(ascii .+?)\s+\[(\w+)\]$/gm);
  return new Map([...lines].map(([, name, verdict]) => [name!, verdict!]));
}

async function trueMemcached() {
  const lease = await services.lease(['memcached']);
  onTestFinished(() => lease.release());
  const [host, port] = lease.addresses.MEMCACHE_SERVERS!.split(':');
  return memcapable(host!, port!);
}

const missing = inject('memcapableIsMissing');

test('libmemcached’s own test finds nothing wrong with the text protocol of the tiny server', async ({
  skip,
}) => {
  if (missing !== undefined) skip(missing);
  const server = await startServer();
  onTestFinished(() => server.close());
  const ours = await memcapable('127.0.0.1', String(server.port));
  const theirs = await trueMemcached();

  expect(theirs.code, `of Memcached it says:\n${theirs.said}`).toBe(0);
  expect(ours.code, `of the tiny server it says:\n${ours.said}`).toBe(0);
  expect(verdicts(ours.said)).toEqual(verdicts(theirs.said));
  expect([...new Set(verdicts(ours.said).values())]).toEqual(['pass']);
  expect(verdicts(ours.said).size).toBeGreaterThan(20);
});

test('libmemcached’s own test notices a server that is not whole', async ({
  skip,
}) => {
  if (missing !== undefined) skip(missing);
  const { createServer } = await import('node:net');
  const deaf = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    socket.on('data', () => socket.end('ERROR\r\n'));
  });
  await new Promise<void>((resolve) =>
    deaf.listen(0, '127.0.0.1', () => resolve()),
  );
  onTestFinished(() => void deaf.close());
  const address = deaf.address() as { port: number };
  const { code, said } = await memcapable('127.0.0.1', String(address.port));
  expect(code, said).not.toBe(0);
  expect(said).toContain('[FAIL]');
});
