import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import {
  openClient,
  type Client,
} from '../../../examples/memcached/client/client.ts';
import { ring } from '../../../examples/memcached/client/ring.ts';
import { startServer } from '../../../examples/memcached/write-a-server/server.ts';
import type { Lease } from '../../../src/services/service.ts';
import { openServices } from '../../../src/services/services.ts';
import { expectations } from './model.ts';
import { carryOut } from './session.ts';
import { manyStep, step } from './steps.ts';

let lease: Lease;
let both: string;
let tiny: Awaited<ReturnType<typeof startServer>>;

beforeAll(async () => {
  const services = await openServices({ root: inject('servicesRoot') });
  const memcached = [
    ['-m', '16'],
    ['-m', '16'],
  ];
  lease = await services.lease(['memcached'], { memcached });
  both = lease.addresses.MEMCACHE_SERVERS!;
  tiny = await startServer();
});
afterAll(async () => {
  await tiny?.close();
  await lease?.release();
});

const clients: [what: string, open: () => Client, runs: number][] = [
  ['a memcached', () => openClient(both.split(',')[0]!), 150],
  ['two memcacheds', () => openClient(both), 100],
  ['two on a ring', () => openClient(both, { placement: ring }), 50],
  ['the server of lesson 14', () => openClient(`127.0.0.1:${tiny.port}`), 150],
];

describe.each(clients)('%s', (_, open, numRuns) => {
  let client: Client;
  beforeAll(() => {
    client = open();
  });
  afterAll(() => client.disconnectAll());

  test('gives a session what the model gives', async () => {
    const session = fc.array(
      fc.oneof({ weight: 5, arbitrary: step }, manyStep),
      { minLength: 10, maxLength: 60, size: 'max' },
    );
    await fc.assert(
      fc.asyncProperty(session, async (steps) => {
        await client.flushAll();
        const seen = new Map<string, bigint>();
        for (const [i, { step, expected }] of expectations(steps).entries()) {
          const given = await carryOut(client, step, seen);
          expect(given, `step ${i}, ${step.call}`).toEqual(expected);
        }
      }),
      { numRuns },
    );
  });

  test('gives calls at once what they get one after the other', async () => {
    const alone = step.filter(({ call }) => call !== 'cas');
    const session = fc.array(alone, {
      minLength: 10,
      maxLength: 60,
      size: 'max',
    });
    await fc.assert(
      fc.asyncProperty(session, async (steps) => {
        await client.flushAll();
        const calls = expectations(steps).map(({ step, expected }) => {
          const given = carryOut(client, step, new Map());
          return { call: step.call, expected, given };
        });
        for (const [i, { call, expected, given }] of calls.entries())
          expect(await given, `call ${i}, ${call}`).toEqual(expected);
      }),
      { numRuns },
    );
  });
});
