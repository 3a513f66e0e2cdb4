/**
 * @redis --repl-diskless-sync-delay 0
 * @redis --replicaof 1
 * @redis --cluster-enabled yes
 * @redis --cluster-enabled yes
 * @redis --cluster-enabled yes
 */
import { Redis } from 'ioredis';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { withRedis } from '#check/redis';
import { commands } from '#check/wire';
import { slotOf } from '#examples/redis/cluster/slot.ts';
import { clusterGet, save } from './exercise.ts';

const [PRIMARY, REPLICA, ...NODES] = [1, 2, 3, 4, 5] as const;
const ports = process.env.REDIS_URL!.split(',').map((url) => {
  return Number(new URL(url).port);
});
let clients: Redis[];
const client = (server: number) => clients[server - 1]!;

beforeEach(async () => {
  clients = ports.map((port) => new Redis(port, '127.0.0.1'));
  for (const redis of clients) redis.on('error', () => {});
  await Promise.all(clients.map((redis) => redis.ping()));
});
afterEach(async () => {
  await withRedis((redis) => redis.client('UNPAUSE'), REPLICA);
  for (const redis of clients) redis.disconnect();
});

/** How it ended, within 3 s. */
async function end<T>(of: Promise<T>, message: string): Promise<T> {
  let over = false;
  of.finally(() => (over = true)).catch(() => {});
  await expect.poll(() => over, { message }).toBe(true);
  return of;
}

/** The replica carries out no write of its primary, until it is let go. */
const holdBack = () =>
  withRedis((redis) => redis.client('PAUSE', 60_000, 'WRITE'), REPLICA);

const nameOf = (redis: Redis) =>
  redis === client(REPLICA) ? 'the replica' : 'the primary';

function saved(key: string, value: string, patience: number) {
  return end(
    save(client(PRIMARY), client(REPLICA), key, value, patience),
    `save with a patience of ${patience} ms: it must resolve soon after that. WAIT with a timeout of 0 waits for ever`,
  );
}

describe('Read your own writes', () => {
  test('names the replica when that has the write', async () => {
    const reader = await saved('profile', 'Ada', 2000);
    expect(
      nameOf(reader),
      'where the next read goes, when the replica follows closely: the primary is to be spared',
    ).toBe('the replica');
  });

  test('names the primary when the replica is behind', async () => {
    await saved('profile', 'Ada', 2000);
    await holdBack();
    const reader = await saved('profile', 'Ada Lovelace', 100);
    expect(
      await reader.get('profile'),
      'what the user reads after the change to "Ada Lovelace". The replica was held back; WAIT answers with the number of replicas that have all writes of its own connection, and that was 0',
    ).toBe('Ada Lovelace');
  });
});

/** What all three nodes are told, of who has a slot that has no key. */
async function moveSlot(slot: number, to: number) {
  const others = NODES.filter((node) => node !== to);
  const id = await withRedis((redis) => redis.cluster('MYID'), to);
  for (const node of [to, ...others]) await tell(node, slot, id);
}
const tell = (node: number, slot: number, id: unknown) =>
  withRedis(
    (redis) => redis.cluster('SETSLOT', slot, 'NODE', String(id)),
    node,
  );

const open = () =>
  clusterGet(
    new Map(
      NODES.map((node) => [
        `127.0.0.1:${ports[node - 1]}`,
        client(node),
      ]),
    ),
  );

/** How many nodes are asked for a key. */
async function asked(work: () => Promise<unknown>): Promise<number> {
  const sent = await commands('redis', work);
  return sent.filter((each) => /^GET /i.test(each)).length;
}

const [A, B, C] = NODES;
const put = (node: number, key: string, value: string) =>
  withRedis((redis) => redis.set(key, value), node);

describe('Follow MOVED', () => {
  test('finds keys on all three nodes', async () => {
    await put(A, 'tea', '4.20');
    await put(B, '{ada}:name', 'Ada');
    await put(C, 'coffee', '5.90');
    const get = open();
    const found: Record<string, string | null> = {};
    for (const key of ['tea', '{ada}:name', 'coffee', 'milk'])
      found[key] = await end(get(key), `a get of "${key}" has an end`);
    expect(found).toEqual({
      tea: '4.20',
      '{ada}:name': 'Ada',
      coffee: '5.90',
      milk: null,
    });
  });

  test('asks the node that MOVED names, and no third one', async () => {
    for (const key of ['tea', '{ada}:name', 'coffee']) {
      const get = open();
      expect(
        await asked(() => get(key)),
        `GETs for "${key}": one that is answered with MOVED, and one to the node that it names`,
      ).toBeLessThanOrEqual(2);
    }
  });

  test('passes on an error that is not MOVED', async () => {
    await withRedis((redis) => redis.rpush('{ada}:orders', 1), B);
    const get = open();
    await expect(
      end(get('{ada}:orders'), 'a get of a list has an end'),
    ).rejects.toThrow(/^WRONGTYPE/);
  });
});

describe('Remember the slot', () => {
  test('asks one node for a slot that it knows', async () => {
    const get = open();
    for (const key of ['tea', '{ada}:name', 'coffee']) await get(key);
    for (const key of ['tea', '{ada}:cart', 'coffee'])
      expect(
        await asked(() => get(key)),
        `GETs for "${key}" after a key of slot ${slotOf(key)} was found: MOVED told who has that slot, and so all of its keys`,
      ).toBe(1);
  });

  test('follows a slot that has moved since', async () => {
    const get = open();
    for (const key of ['{moved}:a', '{orbit}:a']) {
      expect(await get(key)).toBe(null);
      await moveSlot(slotOf(key), C);
      await put(C, key, 'here now');
      const again = () =>
        get(key).catch((error: Error) => error.message);
      expect(
        await end(again(), 'a get after the slot has moved has an end'),
        'what get finds when another node has taken over the slot: what it remembers is old, and MOVED says so',
      ).toBe('here now');
      expect(
        await asked(again),
        'GETs when it knows the new node',
      ).toBe(1);
    }
  });
});

describe('Give up', () => {
  test('rejects when nodes send it in a circle', async () => {
    const slot = slotOf('{loop}');
    const [b, c] = await Promise.all(
      [B, C].map((node) => {
        return withRedis((redis) => redis.cluster('MYID'), node);
      }),
    );
    await tell(A, slot, b);
    await tell(B, slot, c);
    await tell(C, slot, b);
    const get = open();
    const count = await asked(async () => {
      const message = get('{loop}').catch(
        (error: Error) => error.message,
      );
      expect(
        await end(
          message,
          'two nodes name each other for one slot: following them must have an end, after 5 answers',
        ),
        'why it has rejected',
      ).toMatch(/^MOVED/);
    });
    expect(count, 'GETs that were sent in a circle').toBeLessThan(10);
  });
});
