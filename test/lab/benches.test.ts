import { Redis } from 'ioredis';
import { beforeAll, expect, inject, onTestFinished, test } from 'vitest';
import { loadExample } from '../../src/course/example.ts';
import { Benches } from '../../src/lab/benches.ts';
import { runExample } from '../../src/lab/run-example.ts';
import type { Lease, Provider } from '../../src/services/service.ts';
import { openServices } from '../../src/services/services.ts';
import { fixtureProject } from '../setup/fixture-project.ts';
import { until } from '../services/states.ts';
import { ask } from './ask.ts';
import { openLab, ownHeaders, send } from './lab-client.ts';

let services: Provider;

beforeAll(async () => {
  services = await openServices({ root: inject('servicesRoot') });
});

const source = `/**
 * @title Leaves a key
 * @uses redis
 */
import { Redis } from 'ioredis';

const redis = new Redis(process.env.REDIS_URL!);
await redis.set('stock', 900);
await redis.quit();
`;
const examples = { 'examples/redis/leaves.ts': source };

/** A bench on which an example was run that leaves the key \`stock\`. */
async function benchAfterRun() {
  const root = fixtureProject(examples);
  const benches = new Benches(services, root);
  onTestFinished(() => benches.close());
  const example = loadExample('redis/leaves', root);
  const bench = benches.of('a', example);
  const run = () => runExample(services, example, { bench });
  const { outcome } = await run();
  expect(outcome).toBe('finished');
  return { benches, bench, run };
}

/** The keys of a lease's Redis; undefined where it does not answer. */
async function keysOf({ addresses }: Lease): Promise<string[] | undefined> {
  const redis = new Redis(addresses.REDIS_URL!, {
    lazyConnect: true,
    retryStrategy: () => null,
    maxRetriesPerRequest: 0,
  });
  redis.on('error', () => {});
  try {
    await redis.connect();
    return await redis.keys('*');
  } catch {
    return undefined;
  } finally {
    redis.disconnect();
  }
}

test('what a run left stays on its bench, until the next run', async () => {
  const { bench, run } = await benchAfterRun();
  const first = await bench.lease();
  expect(await keysOf(first)).toEqual(['stock']);
  const dropped = bench.drop();
  await run();
  await dropped;
  const second = await bench.lease();
  expect(second.id).not.toBe(first.id);
  expect(await keysOf(second)).toEqual(['stock']);
  if (services.way === 'native') expect(await keysOf(first)).toBeUndefined();
});

test('a reset gives empty servers; natively, undo brings the old ones back', async () => {
  const { bench } = await benchAfterRun();
  const undoable = await bench.reset();
  expect(await keysOf(await bench.lease())).toEqual([]);
  expect(undoable).toBe(services.way === 'native');
  if (!undoable) {
    await expect(bench.undo()).rejects.toThrow('no reset to undo');
    return;
  }
  await bench.undo();
  expect(await keysOf(await bench.lease())).toEqual(['stock']);
});

test('a page that leaves gives back its servers', async (context) => {
  if (services.way === 'compose') {
    context.skip('of native servers only: a container goes on');
  }
  const { benches, bench } = await benchAfterRun();
  const lease = await bench.lease();
  benches.leave('another page');
  expect(await keysOf(lease)).toEqual(['stock']);
  benches.leave('a');
  await until('its Redis is gone', async () => !(await keysOf(lease)));
});

test('a bench that nobody is at gives way to a run that waits for its server', async (context) => {
  if (services.way === 'native') {
    context.skip('of containers only: natively each run has its own');
  }
  const { bench } = await benchAfterRun();
  const first = await bench.lease();
  const other = await services.lease(['redis']);
  expect(await keysOf(other)).toEqual([]);
  await other.release();
  expect((await bench.lease()).id).not.toBe(first.id);
});

test('a run takes what another bench of its page has, and there is one of', async (context) => {
  if (services.way === 'native') {
    context.skip('of containers only: natively each run has its own');
  }
  const { benches, bench } = await benchAfterRun();
  const first = await bench.lease();
  const other = benches.of('a', { ...bench.example, name: 'redis/other' });
  await benches.yieldTo(other, 'a');
  expect((await other.lease()).id).not.toBe(first.id);
});

test('what is attached goes over to the servers of the next run before it starts', async () => {
  const { bench, run } = await benchAfterRun();
  const seen: string[] = [];
  const detach = bench.attach({
    service: 'redis',
    attach: async (lease) => {
      seen.push(lease.id, String(await keysOf(lease)));
    },
    letGo: () => seen.push('let go'),
    close: () => {},
  });
  const dropped = bench.drop();
  await run();
  await dropped;
  detach();
  expect(seen).toEqual(['let go', (await bench.lease()).id, '']);
});

test('the lab resets, undoes and lets go at a page’s request', async () => {
  const lab = await openLab(services, { examples });
  const post = async (path: string, body: object) => {
    const { status, text } = await send(lab.port, {
      method: 'POST',
      path,
      headers: { ...ownHeaders(lab), 'x-lab-tab': 'a' },
      body: JSON.stringify(body),
    });
    return { status, body: JSON.parse(text) as unknown };
  };
  const example = 'redis/leaves';
  expect(await post('/lab/reset', { example, undo: true })).toEqual({
    status: 409,
    body: { error: 'There is no reset to undo any more.' },
  });
  await ask(lab, 'a', example).done;
  const undoable = services.way === 'native';
  expect(await post('/lab/reset', { example })).toEqual({
    status: 200,
    body: { undoable },
  });
  expect((await post('/lab/reset', { example, undo: true })).status).toBe(
    undoable ? 200 : 409,
  );
  expect((await post('/lab/reset', { example: '../x' })).status).toBe(409);
  expect((await post('/lab/reset', {})).status).toBe(409);
  expect(await post('/lab/leave', {})).toEqual({ status: 200, body: {} });
});
