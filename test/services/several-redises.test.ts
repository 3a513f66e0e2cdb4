import { Redis } from 'ioredis';
import { expect, inject, onTestFinished, test } from 'vitest';
import { reserveRunPort } from '../../src/services/port.ts';
import type { Lease } from '../../src/services/service.ts';
import { openServices } from '../../src/services/services.ts';
import { announcePorts } from '../../src/services/slices/redis-cluster.ts';

const services = await openServices({ root: inject('servicesRoot') });

async function lease(...redis: string[][]): Promise<Lease> {
  const taken = await services.lease(['redis'], { redis });
  onTestFinished(() => taken.release());
  return taken;
}

function clientsOf({ addresses }: Lease): Redis[] {
  return addresses.REDIS_URL!.split(',').map((address) => {
    const redis = new Redis(address, {
      retryStrategy: () => 20,
      autoResendUnfulfilledCommands: false, // it would crash again
    });
    redis.on('error', () => {}); // one that crashes breaks its connection
    onTestFinished(() => redis.disconnect());
    return redis;
  });
}

test('a lease can have several Redises, each with options of its own', async () => {
  const taken = await lease(
    ['--maxmemory', '8mb'],
    ['--save', '60', '1', '--save', '', '--appendonly', 'yes'],
  );
  const settings = await Promise.all(
    clientsOf(taken).map((redis) =>
      redis.config('GET', 'maxmemory', 'appendonly', 'save'),
    ),
  );
  expect(settings).toEqual([
    expect.arrayContaining(['maxmemory', '8388608', 'appendonly', 'no']),
    expect.arrayContaining(['appendonly', 'yes', 'save', '']),
  ]);
  const { aliases, addresses } = taken;
  const shown = addresses
    .REDIS_URL!.split(',')
    .map((each) => aliases[each.replace('redis://', '')]);
  expect(shown).toEqual(['localhost:6379', 'localhost:6380']);
});

test('a replica follows as soon as it is there, and is nobody’s connection', async () => {
  const quick = ['--repl-diskless-sync-delay', '0'];
  const taken = await lease(quick, ['--replicaof', '1']);
  const [primary, replica] = clientsOf(taken);
  await primary!.set('tea', '4.20');
  expect(await primary!.wait(1, 5000)).toBe(1);
  expect(await replica!.get('tea')).toBe('4.20');
  await expect(replica!.set('tea', '1')).rejects.toThrow('READONLY');
  primary!.disconnect();
  replica!.disconnect();
  expect(await taken.leaks()).toEqual([
    { service: 'redis', what: 'key', count: 2, names: ['tea', 'tea'] },
  ]);
  expect(await taken.look()).toMatchObject([
    {
      keys: [
        { server: 1, key: 'tea' },
        { server: 2, key: 'tea' },
      ],
    },
  ]);
});

test('a Redis that crashes comes back with what is on its disk', async () => {
  const debug = ['--enable-debug-command', 'yes'];
  const taken = await lease(debug, [...debug, '--appendonly', 'yes']);
  const clients = clientsOf(taken);
  for (const redis of clients) {
    await redis.set('tea', '4.20');
    const over = new Promise((resolve) => redis.once('close', resolve));
    void redis.call('DEBUG', 'CRASH-AND-RECOVER').catch(() => {});
    await over;
  }
  const left = await Promise.all(clients.map((redis) => redis.get('tea')));
  expect(left).toEqual([null, '4.20']);
});

test('what CONFIG REWRITE has written counts after a restart', async () => {
  const taken = await lease(['--maxmemory', '8mb']);
  const [redis] = clientsOf(taken);
  await redis!.config('SET', 'maxmemory', '16mb', 'appendonly', 'yes');
  await redis!.config('REWRITE');
  await redis!.set('tea', '4.20');
  // Until then there is no file, and SHUTDOWN is refused.
  await expect
    .poll(() => redis!.info('persistence'))
    .toMatch(/aof_rewrite_in_progress:0/);
  await taken.restart('redis');
  expect(await redis!.get('tea')).toBe('4.20');
  expect(await redis!.config('GET', 'maxmemory')).toEqual([
    'maxmemory',
    String(16 * 1024 * 1024),
  ]);
});

test('Redises that are nodes of a cluster are one, each with its share of the slots', async () => {
  const node = ['--cluster-enabled', 'yes'];
  const taken = await lease(node, node, node);
  const clients = clientsOf(taken);
  for (const redis of clients)
    expect(await redis.cluster('INFO')).toMatch(/cluster_state:ok/);
  const answers = await Promise.all(
    clients.map((redis) =>
      redis.set('tea', '4.20').catch((error: Error) => error.message),
    ),
  );
  expect(answers.filter((each) => each === 'OK')).toHaveLength(1);
  expect(
    answers.filter((each) => /^MOVED \d+ 127\.0\.0\.1:/.test(each)),
  ).toHaveLength(2);
});

test('the nodes of a cluster may have other Redises beside them', async () => {
  const node = ['--cluster-enabled', 'yes'];
  const taken = await lease([], node, node);
  const [alone, ...nodes] = clientsOf(taken);
  expect(await alone!.set('tea', '4.20')).toBe('OK');
  for (const redis of nodes)
    expect(await redis.cluster('INFO')).toMatch(/cluster_size:2/);
});

test('a Redis on trial tells its settings, and is ended', async () => {
  const { redisTrial } = await lease([]);
  const { folder, settings } = redisTrial!;
  const port = await reserveRunPort();
  onTestFinished(() => port.free());
  const conf = `bind 127.0.0.1\nport ${port.number}\ndir ${folder}\nrequirepass "a b"\nmaxmemory 32mb\n`;
  expect(await settings(conf)).toMatchObject({
    port: String(port.number),
    dir: folder,
    requirepass: 'a b',
    maxmemory: String(32 * 1024 * 1024),
  });
  await expect(settings(`${conf}maxmemory lots\n`)).rejects.toThrow(
    /did not start.*maxmemory/s,
  );
});

test.for([
  [String.raw`"a\nb \"c\" \\ \x41"`, 'a\nb "c" \\ A'],
  [String.raw`'it\'s "quoted" \n'`, String.raw`it's "quoted" \n`],
] as const)(
  'a Redis on trial has the password %s',
  async ([text, password]) => {
    const { redisTrial } = await lease([]);
    const { folder, settings } = redisTrial!;
    const conf = `bind 127.0.0.1\nport 23997\ndir ${folder}\nrequirepass ${text}\n`;
    expect((await settings(conf)).requirepass).toBe(password);
  },
);

test.for([
  ['port 23999', 'without bind it listens on every address'],
  ['bind 0.0.0.0', 'with bind 0.0.0.0 others could reach it'],
  ['bind 127.0.0.1 10.0.0.1', 'with bind 10.0.0.1 others'],
  ['bind 127.0.0.1\ndaemonize yes', 'with daemonize yes it leaves'],
  ['bind 127.0.0.1\nport 6400', 'without dir it writes'],
  ['bind 127.0.0.1\nport 6400\ndir /etc', 'its dir is "/etc"'],
  ['bind 127.0.0.1\nport 6400\ndir "./a/../../b"', 'its dir is "./a/../../b"'],
  ['bind 127.0.0.1\nport 80\ndir .', 'its port is "80"'],
  ['include /etc/redis.conf', '"include" is none of the settings'],
] as const)('a trial of %j is refused', async ([conf, why]) => {
  const { redisTrial } = await lease([]);
  await expect(redisTrial!.settings(conf)).rejects.toThrow(why);
});

test('servers that have ended before a run begins are told in a sentence', async () => {
  const gone = ['redis://127.0.0.1:1', 'redis://127.0.0.1:2'];
  await expect(announcePorts(gone, [3, 4])).rejects.toThrow(
    expect.objectContaining({
      name: 'ServicesError',
      message: expect.stringMatching(
        /^A Redis of this run has ended .* Run it again\.$/,
      ) as string,
    }) as Error,
  );
});
