/**
 * @redis --enable-debug-command yes
 */
import { Redis } from 'ioredis';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { crash, keys, withRedis } from '#check/redis';
import { commands, connections } from '#check/wire';
import { makeDurable } from './exercise.ts';

let redis: Redis;

beforeEach(async () => {
  await withRedis(async (server) => {
    await server.flushall(); // in the files too, while they are written
    await server.config('SET', 'appendonly', 'no', 'save', '');
    await server.config('SET', 'appendfsync', 'no');
    await server.config('SET', 'rdb-key-save-delay', '0');
    await server.config('REWRITE');
    await server.save(); // a snapshot of nothing
  });
  redis = new Redis(process.env.REDIS_URL ?? 'redis://localhost:6379', {
    retryStrategy: () => null, // a crash ends it
  });
  redis.on('error', () => {});
});
afterEach(async () => {
  redis.disconnect();
  // A child that still writes a file holds the connections of its Redis.
  await expect.poll(() => connections('redis')).toBe(0);
});

/** Has Redis confirm orders, each a key. */
async function take(from: number, to: number) {
  for (let order = from; order <= to; order++)
    await withRedis((server) => server.set(`order:${order}`, 'tea'));
}

/** Redis takes so long for each key that it writes to a new file. */
function slowDisk(milliseconds: number) {
  return withRedis((server) =>
    server.config('SET', 'rdb-key-save-delay', milliseconds * 1000),
  );
}

const persistence = () =>
  withRedis((server) => server.info('persistence'));

/** Until there is no file that is to be written, or is being written. */
const written = () =>
  expect.poll(persistence).not.toMatch(/(scheduled|in_progress):1/);

/** How many orders are left after a kill -9 and a start. */
async function ordersAfterCrash(): Promise<number> {
  // With everysec a write waits for an fsync that goes on; not looked at.
  await expect.poll(persistence).not.toMatch(/aof_buffer_length:[1-9]/);
  await crash();
  return (await keys('order:*')).length;
}

describe('Keep what is there, and what comes', () => {
  test('keeps what Redis had, and what it confirmed afterwards', async () => {
    await take(1, 10);
    await makeDurable(redis, 'a second');
    await take(11, 15);
    await written(); // whether it was waited for is asked below
    expect(
      await ordersAfterCrash(),
      'orders after a kill -9: Redis had 10 when makeDurable was called, and confirmed 5 more when it had resolved. 0: it started again without the file (CONFIG SET is forgotten). 10: it has a snapshot only',
    ).toBe(15);
  });

  test('keeps what was confirmed after the next start', async () => {
    await take(1, 10);
    await makeDurable(redis, 'a second');
    await written();
    await crash();
    await take(11, 15);
    expect(
      await ordersAfterCrash(),
      'orders after two crashes: 5 were confirmed between them. The file must be in use after a start too, without anybody turning it on',
    ).toBe(15);
  });
});

describe('Wait for the file', () => {
  test('resolves when the file is complete', async () => {
    await take(1, 10);
    await slowDisk(50);
    await makeDurable(redis, 'a second');
    expect(
      await ordersAfterCrash(),
      'orders after a kill -9 right when makeDurable had resolved, where Redis takes half a second to write what it has. The answer OK to CONFIG SET means that it has begun; INFO persistence says whether it goes on',
    ).toBe(10);
  });

  test('waits behind a snapshot that is being written', async () => {
    await take(1, 10);
    await slowDisk(50);
    await withRedis((server) => server.bgsave());
    await makeDurable(redis, 'a second');
    expect(
      await ordersAfterCrash(),
      'orders after a kill -9 right when makeDurable had resolved. Redis was writing a snapshot when it was called, so the file was scheduled and not yet in progress: INFO persistence has a line for each',
    ).toBe(10);
  });
});

describe('Be no worse until then', () => {
  test('leaves the snapshot in charge until the file is complete', async () => {
    await take(1, 10);
    await withRedis((server) => server.save());
    await slowDisk(200);
    const before = (await commands('redis')).length;
    const making = makeDurable(redis, 'a second');
    making.catch(() => {}); // its connection breaks
    await expect
      .poll(async () => (await commands('redis')).length - before, {
        message:
          'commands of makeDurable while Redis takes two seconds to write the file: it must ask how far Redis is',
      })
      .toBeGreaterThanOrEqual(4);
    expect(await persistence()).toMatch(/aof_rewrite_in_progress:1/);
    expect(
      await ordersAfterCrash(),
      'orders after a kill -9 while the first file was being written. All 10 were in the snapshot on disk. A Redis that starts with appendonly yes looks at the file only, and there was none yet: write the setting down last',
    ).toBe(10);
  });
});

describe('Choose the policy', () => {
  test.for([
    ['a second', 'everysec'],
    ['nothing', 'always'],
  ] as const)(
    'where a power failure may cost %s, starts with appendfsync %s',
    async ([mayLose, policy]) => {
      await makeDurable(redis, mayLose);
      await crash();
      expect(
        await withRedis((server) =>
          server.config('GET', 'appendfsync'),
        ),
        'what Redis says of appendfsync after a start. The answer is for a power failure: a kill -9 leaves what the kernel has been given',
      ).toEqual(['appendfsync', policy]);
    },
  );
});
