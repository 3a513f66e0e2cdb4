import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, expect, inject, test, vi } from 'vitest';
import { loadExample } from '../../src/course/example.ts';
import { editExample } from '../../src/lab/edited.ts';
import { LIMITS } from '../../src/lab/limits.ts';
import { runExample } from '../../src/lab/run-example.ts';
import type { Provider } from '../../src/services/service.ts';
import { openServices } from '../../src/services/services.ts';
import { programProcesses, scratchFolders } from './process-there.ts';

let services: Provider;

beforeAll(async () => {
  services = await openServices({ root: inject('servicesRoot') });
});

/** Runs an example with another source, and finds what is left of it. */
async function runInstead(name: string, source: string) {
  const original = loadExample(name);
  const file = path.basename(original.files[0]!.path);
  const taken: string[] = [];
  const result = await runExample(
    {
      lease: async (wanted) => {
        const lease = await services.lease(wanted);
        taken.push(lease.id);
        return lease;
      },
    },
    editExample(original, { [file]: source }),
    { limits: { ...LIMITS, seconds: 3, busySeconds: 1 } },
  );
  const leases = path.join(inject('servicesRoot'), 'leases');
  const left = existsSync(leases)
    ? readdirSync(leases).filter((each) =>
        taken.some((id) => each.startsWith(id)),
      )
    : [];
  await vi.waitFor(() => {
    expect(programProcesses()).toEqual([]);
    expect(scratchFolders()).toEqual([]);
  }, 20_000);
  return { ...result, taken, left };
}

const redis = `import { Redis } from 'ioredis';
const redis = new Redis(process.env.REDIS_URL!);
await redis.set('kept', 1);
`;
const postgres = `import pg from 'pg';
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL });
`;
const rabbitmq = `import amqp from 'amqplib';
const connection = await amqp.connect(process.env.AMQP_URL!);
const channel = await connection.createChannel();
await channel.assertQueue('kept');
`;

test.each([
  ['redis/pub-sub-gap', 'an endless loop', `${redis}for (;;);`],
  [
    'redis/pub-sub-gap',
    'a connection left open',
    `${redis}setInterval(() => {}, 1000);`,
  ],
  [
    'redis/pub-sub-gap',
    'a subscriber that never stops',
    `${redis}await redis.subscribe('x');`,
  ],
  [
    'orm/unit-of-work',
    'a query that never ends',
    `${postgres}await pool.query('SELECT pg_sleep(600)');`,
  ],
  [
    'orm/unit-of-work',
    'a lock that is kept',
    `${postgres}const client = await pool.connect();
await client.query('BEGIN; CREATE TABLE t (); LOCK TABLE t');
for (;;);`,
  ],
  [
    'rabbitmq/double-ack',
    'a consumer that never stops',
    `${rabbitmq}await channel.consume('kept', () => {});`,
  ],
  ['rabbitmq/double-ack', 'an endless loop', `${rabbitmq}for (;;);`],
])(
  '%s with %s ends in a limit, and leaves no lease',
  async (name, _what, source) => {
    const { outcome, message, taken, left } = await runInstead(name, source);
    expect(outcome, message).toBe('limit');
    expect(message).toMatch(/limit for one (run|program)\./);
    expect(taken).toHaveLength(1);
    expect(left).toEqual([]);
  },
);
