import { describe, expect, onTestFinished, test } from 'vitest';
import { buckets } from '../../../examples/memcached/client/buckets.ts';
import { openClient } from '../../../examples/memcached/client/client.ts';
import type { ClientOptions } from '../../../examples/memcached/client/pool.ts';
import {
  badServer,
  noneOpen,
  outcomes,
  type BadServer,
} from './bad-servers.ts';

const FOREVER = 3_600_000;

function clientOf(servers: BadServer[], options: ClientOptions = {}) {
  const client = openClient(
    servers.map(({ address }) => address),
    { deadRetry: FOREVER, ...options },
  );
  onTestFinished(() => client.disconnectAll());
  return client;
}

/** Answers nothing, not even its version, while `is.dead`. */
function mortal(is: { dead: boolean }) {
  return badServer({ accept: (socket) => is.dead && socket.destroy() });
}

const keys = Array.from({ length: 30 }, (_, i) => `key:${i}`);

/** The keys that belong to the server of this index. */
function keysOf(servers: BadServer[], index: number): string[] {
  const place = buckets(
    servers.map(({ address }) => ({ name: address, weight: 1, address })),
  );
  return keys.filter((key) => {
    const [first] = place(key);
    return first!.address === servers[index]!.address;
  });
}

describe('a server that is dead', () => {
  test('is tried once by a hundred calls at once', async () => {
    const server = await mortal({ dead: true });
    const client = clientOf([server]);
    const calls = Array.from({ length: 100 }, (_, i) => client.get(`k${i}`));
    expect(new Set(await outcomes(calls))).toEqual(new Set(['NoServer']));
    expect(server.opened()).toBe(1);
    await noneOpen(server);
  });

  test('is not tried again before deadRetry has passed, or it is forgotten', async () => {
    const is = { dead: true };
    const server = await mortal(is);
    const client = clientOf([server]);
    await outcomes([client.get('tea')]);
    is.dead = false;
    expect(await outcomes([client.get('tea')])).toEqual(['NoServer']);
    expect(server.opened()).toBe(1);
    client.forgetDeadServers();
    expect(await client.get('tea')).toBe(undefined);
    expect(server.opened()).toBe(2);
  });

  test('is tried again when deadRetry has passed', async () => {
    const is = { dead: true };
    const server = await mortal(is);
    const client = clientOf([server], { deadRetry: 100 });
    await outcomes([client.get('tea')]);
    is.dead = false;
    await expect.poll(() => outcomes([client.get('tea')])).toEqual([undefined]);
    expect(server.opened()).toBe(2);
  });

  test('has its keys at the next server of each', async () => {
    const is = { dead: true };
    const servers = [await mortal(is), await badServer(), await badServer()];
    const client = clientOf(servers);
    const failed = await client.setMany(new Map(keys.map((k) => [k, k])));
    expect(failed).toEqual([]);
    expect((await client.getMany(keys)).size).toBe(keys.length);
    for (const key of keys) expect(await client.get(key)).toBe(key);
    expect(servers[0]!.opened()).toBe(1);
    expect(await client.reachable()).toEqual(
      servers.slice(1).map(({ address }) => address),
    );
  });

  test('fails only the keys that were on their way to it', async () => {
    let hangsUp = false;
    const dying = await badServer({
      answer: ({ line, socket }) => {
        if (!hangsUp || line === 'version') return undefined;
        socket.destroy();
        return '';
      },
    });
    const servers = [dying, await badServer()];
    const client = clientOf(servers);
    const values = new Map(keys.map((key) => [key, key]));
    expect(await client.setMany(values)).toEqual([]);
    hangsUp = true;
    expect((await client.setMany(values)).sort()).toEqual(
      keysOf(servers, 0).sort(),
    );
    expect([...(await client.getMany(keys)).keys()].sort()).toEqual(
      keysOf(servers, 1).sort(),
    );
    expect((await client.deleteMany(keys)).sort()).toEqual(
      keysOf(servers, 0).sort(),
    );
  });

  test('is waited for by many keys at once, however many are dead', async () => {
    const mute = { answer: () => '' };
    const servers = [await badServer(mute), await badServer(mute)];
    const client = clientOf(servers, { timeout: 1500 });
    const calls = [client.getMany(keys), client.stats(), client.reachable()];
    // Each is tried while the other still has its time.
    await expect
      .poll(() => servers.map((server) => server.open()))
      .toEqual([1, 1]);
    expect(await outcomes(calls)).toEqual([new Map(), new Map(), []]);
    expect(servers.map((server) => server.opened())).toEqual([1, 1]);
  });

  test('leaves its keys nowhere when there is no other', async () => {
    const server = await mortal({ dead: true });
    const client = clientOf([server]);
    expect(await client.getMany(keys)).toEqual(new Map());
    expect(await client.setMany({ tea: 1, mate: 2 })).toEqual(['tea', 'mate']);
    expect(await client.deleteMany(['tea'])).toEqual(['tea']);
    expect(await client.stats()).toEqual(new Map());
    expect(await client.reachable()).toEqual([]);
    await client.flushAll();
    expect(server.opened()).toBe(1);
  });

  test('is none where there is no server', async () => {
    const client = clientOf([]);
    expect(await outcomes([client.get('tea')])).toEqual(['NoServer']);
  });
});

describe('flushOnReconnect', () => {
  test('empties a server that comes back from the dead', async () => {
    const is = { dead: true };
    const server = await mortal(is);
    const client = clientOf([server], { flushOnReconnect: true });
    await outcomes([client.get('tea')]);
    is.dead = false;
    client.forgetDeadServers();
    const calls = [client.get('tea'), client.set('tea', 'hot')];
    expect(await outcomes(calls)).toEqual([undefined, true]);
    expect(server.asked[0]).toBe('flush_all');
    await client.disconnectAll();
    expect(await client.get('tea')).toBe('hot');
    expect(server.asked.filter((each) => each === 'flush_all')).toHaveLength(1);
  });

  test('leaves one alone that was not dead, but has hung up', async () => {
    const server = await badServer({
      answer: ({ line, socket }) => {
        if (line === 'get bad') socket.destroy();
        return undefined;
      },
    });
    const client = clientOf([server], { flushOnReconnect: true });
    await client.set('tea', 'hot');
    await outcomes([client.get('bad')]);
    expect(await client.get('tea')).toBe('hot');
    expect(server.asked).not.toContain('flush_all');
  });

  test('that is refused leaves the server dead, and no connection open', async () => {
    const is = { dead: true };
    const server = await badServer({
      accept: (socket) => is.dead && socket.destroy(),
      answer: ({ line }) =>
        line === 'flush_all'
          ? 'CLIENT_ERROR flush_all not allowed\r\n'
          : undefined,
    });
    const client = clientOf([server], { flushOnReconnect: true });
    await outcomes([client.get('tea')]);
    is.dead = false;
    client.forgetDeadServers();
    expect(await outcomes([client.get('tea')])).toEqual(['NoServer']);
    await noneOpen(server);
  });
});
