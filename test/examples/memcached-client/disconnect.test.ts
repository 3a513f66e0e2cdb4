import { expect, test } from 'vitest';
import { openClient } from '../../../examples/memcached/client/client.ts';
import { badServer, noneOpen, outcomes, type Asked } from './bad-servers.ts';

const mute = ({ line }: Asked) => (line === 'version' ? undefined : '');

test('disconnectAll fails the calls in flight, and the next call opens again', async () => {
  const server = await badServer({
    answer: ({ line }) => (line === 'get mute' ? '' : undefined),
  });
  const client = openClient([server.address]);
  await client.set('tea', 'hot');
  const calls = outcomes([client.get('mute'), client.get('mute')]);
  await expect.poll(() => server.asked).toContain('get mute');
  await client.disconnectAll();
  expect(await calls).toEqual(['ConnectionLost', 'ConnectionLost']);
  await noneOpen(server);
  expect(await client.get('tea')).toBe('hot');
  await client.disconnectAll();
  await noneOpen(server);
});

test('disconnectAll fails a call that has just begun, and leaves nothing open', async () => {
  const server = await badServer();
  const client = openClient([server.address]);
  const calls = outcomes([client.get('tea'), client.set('tea', 'hot')]);
  await client.disconnectAll();
  expect(await calls).toEqual(['ConnectionLost', 'ConnectionLost']);
  await noneOpen(server);
});

test('disconnectAll fails a call that has just begun on an open connection', async () => {
  const server = await badServer();
  const client = openClient([server.address]);
  await client.set('tea', 'hot');
  const call = outcomes([client.get('tea')]);
  await client.disconnectAll();
  expect(await call).toEqual(['ConnectionLost']);
  await noneOpen(server);
  expect(server.opened()).toBe(1);
});

test('disconnectAll leaves nothing open by a call for many keys', async () => {
  const server = await badServer();
  const client = openClient([server.address]);
  await client.set('tea', 'hot');
  const keys = Array.from({ length: 100 }, (_, i) => `key:${i}`);
  const calls = outcomes([
    client.getMany(keys),
    client.setMany(new Map(keys.map((key) => [key, 1]))),
    client.stats(),
  ]);
  await client.disconnectAll();
  await calls;
  await noneOpen(server);
  expect(server.opened()).toBe(1);
});

test('disconnectAll leaves nothing open by a call that goes on to another server', async () => {
  // The first is found to be dead when the client has disconnected.
  const dead = await badServer({ answer: () => '' });
  const other = await badServer();
  const client = openClient([dead.address, other.address], { timeout: 150 });
  const keys = Array.from({ length: 20 }, (_, i) => `key:${i}`);
  const calls = outcomes([
    client.getMany(keys),
    client.setMany({ tea: 'hot' }),
    ...keys.map((key) => client.get(key)),
  ]);
  await client.disconnectAll();
  await calls;
  await noneOpen(dead);
  await noneOpen(other);
});

test('disconnectAll without a connection does nothing', async () => {
  const server = await badServer();
  const client = openClient([server.address]);
  await client.disconnectAll();
  await client.disconnectAll();
  expect(server.opened()).toBe(0);
});

test('setServers fails the calls in flight, and closes what it leaves', async () => {
  const before = await badServer({ answer: mute });
  const after = await badServer();
  const client = openClient([before.address]);
  const calls = outcomes([client.get('tea'), client.set('tea', 'hot')]);
  await expect.poll(() => before.asked).toHaveLength(2);
  await client.setServers([after.address]);
  expect(await calls).toEqual(['ConnectionLost', 'ConnectionLost']);
  expect(await client.set('tea', 'hot')).toBe(true);
  await noneOpen(before);
  expect([before.opened(), after.opened()]).toEqual([1, 1]);
  await client.disconnectAll();
  await noneOpen(after);
});

test('setServers leaves no server open by a call that has begun before it', async () => {
  const dead = await badServer({ answer: () => '' });
  const living = await badServer();
  const client = openClient([dead.address, living.address], { timeout: 150 });
  const keys = Array.from({ length: 20 }, (_, i) => `key:${i}`);
  const calls = outcomes([
    client.getMany(keys),
    ...keys.map((key) => client.get(key)),
  ]);
  await client.setServers([living.address]);
  await calls;
  await client.disconnectAll();
  await noneOpen(dead);
  await noneOpen(living);
});

test('setServers with what is no server changes nothing', async () => {
  const server = await badServer();
  const client = openClient([server.address]);
  await client.set('tea', 'hot');
  await expect(client.setServers(['tea shop:80:80'])).rejects.toThrow(
    'is no server',
  );
  expect(await client.get('tea')).toBe('hot');
  expect(server.opened()).toBe(1);
  await client.disconnectAll();
});
