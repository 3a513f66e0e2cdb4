import { connect } from 'node:net';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import type {
  Lease,
  Provider,
  Service,
} from '../../../src/services/service.ts';
import { openServices } from '../../../src/services/services.ts';
import { until } from '../../services/states.ts';
import { openLab, ownHeaders, send } from '../lab-client.ts';
import { ALL, openConsole, post } from './open-console.ts';

let services: Provider;

beforeAll(async () => {
  services = await openServices({ root: inject('servicesRoot') });
});

/** Leases, those that are out, and how many were taken. */
function counted() {
  const out = new Set<Lease>();
  const count = { taken: 0 };
  const lease = async (names: readonly Service[]) => {
    count.taken++;
    const real = await services.lease(names);
    const taken: Lease = {
      ...real,
      async release() {
        await real.release();
        out.delete(taken);
      },
    };
    out.add(taken);
    return taken;
  };
  return { lease, out, count };
}

test('nothing is left of a page that goes: no lease, no connection', async () => {
  const provider = counted();
  const lab = await openLab(provider, { examples: ALL });
  const one = await openConsole(lab, 'redis');
  const two = await openConsole(lab, 'postgres');
  await one.say('BLPOP nothing 0.01');
  await two.type('SELECT pg_sleep(600);');
  one.hangUp();
  two.hangUp();
  const [lease] = provider.out;
  await until('no connection is left', async () => {
    const left = await lease!.leaks();
    return left.every(({ what }) => what !== 'connection');
  });
  await post(lab, 'leave', {});
  await until('no lease is left', () => provider.out.size === 0);
  expect(provider.count.taken).toBe(1);
});

test('a page that leaves first ends its consoles, which take no more', async () => {
  const provider = counted();
  const lab = await openLab(provider, { examples: ALL });
  const console = await openConsole(lab, 'redis');
  await post(lab, 'leave', {});
  await console.ended();
  expect(console.events.at(-1)).toEqual({
    event: 'end',
    why: 'The page has given its servers back.',
  });
  await until('no lease is left', () => provider.out.size === 0);
  const late = await post(lab, 'consoles/lines', {
    example: 'redis/all',
    service: 'redis',
    line: 'PING',
  });
  expect(late.status).toBe(409);
  expect(await late.json()).toEqual({
    error: 'This console is not open. Open it, then type the line.',
  });
});

test('the same console once a page, three at a time', async () => {
  const lab = await openLab(services, { examples: ALL });
  const first = await openConsole(lab, 'redis');
  const second = await openConsole(lab, 'redis');
  await first.ended();
  expect(first.said() + JSON.stringify(first.events.at(-1))).toContain(
    'opened again in this page',
  );
  await openConsole(lab, 'memcached');
  const third = await openConsole(lab, 'postgres');
  expect(await second.say('PING')).toBe('PONG\n');
  const other = await openConsole(lab, 'redis', { tab: 'other' });
  expect(await other.say('PING')).toBe('PONG\n');
  expect(await second.say('PING')).toBe('PONG\n');
  expect(await third.say('SELECT 1;')).toContain('(1 row)');
});

test('pages do not hear each other', async () => {
  const lab = await openLab(services, { examples: ALL });
  const one = await openConsole(lab, 'redis', { tab: 'one' });
  const two = await openConsole(lab, 'redis', { tab: 'two' });
  await one.say('SET secret 1');
  if (services.way === 'native') {
    expect(await two.say('GET secret')).toBe('(nil)\n');
  }
});

test('a reset leads a console to fresh servers, and its undo back', async () => {
  const lab = await openLab(services, { examples: ALL });
  const console = await openConsole(lab, 'redis');
  await console.say('SET a 1');
  const reset = await post(lab, 'reset', { example: 'redis/all' });
  const { undoable } = (await reset.json()) as { undoable: boolean };
  await console.hears(/The servers are new ones/);
  await console.type('GET a');
  await console.hears(/\(nil\)\n/);
  if (!undoable) return;
  await post(lab, 'reset', { example: 'redis/all', undo: true });
  await console.type('GET a');
  await console.hears(/new ones[^]*new ones[^]*"1"\n/);
});

test('what a run has left is there in its console, and no leak of the run', async () => {
  const lab = await openLab(services, { examples: ALL });
  const all: Service[] = ['memcached', 'redis', 'rabbitmq'];
  for (const service of all) await openConsole(lab, service);
  const run = await (await post(lab, 'runs', { example: 'redis/all' })).text();
  expect(run).toContain('"outcome":"finished","left":[]');
});

test('a restart of the server is said, and the next line connects again', async () => {
  const provider = counted();
  const lab = await openLab(provider, { examples: ALL });
  if (services.way === 'compose') return;
  const console = await openConsole(lab, 'redis');
  await console.say('SET a 1');
  await [...provider.out][0]!.restart('redis');
  await console.hears(/The server has closed the connection/);
  expect(await console.say('GET a')).toBe('"1"\n');
});

test('of a huge value, and of a flood, the first part is shown', async () => {
  const lab = await openLab(services, { examples: ALL });
  const console = await openConsole(lab, 'redis');
  const rss = process.memoryUsage().rss;
  await console.say('SETRANGE big 100000000 x');
  const said = await console.say('GET big');
  expect(said).toMatch(/~ (Only the first 256 kB|The answer is longer than)/);
  expect(said.length).toBeLessThan(300_000);
  await console.say('PING');
  await console.say('MONITOR');
  const other = await openConsole(lab, 'redis');
  expect(await other.say('PING')).toBe('PONG\n');
  expect(process.memoryUsage().rss - rss).toBeLessThan(200 * 2 ** 20);
});

test('MONITOR ends by itself where a flood comes', async () => {
  const lab = await openLab(services, {
    examples: {
      'examples/redis/all.ts': `/**\n * @title All\n * @uses redis\n */\nimport { connect } from 'node:net';\nconst port = Number(new URL(process.env.REDIS_URL!).port);\nconst redis = connect(port, '127.0.0.1');\nfor (let n = 0; n < 400; n++) redis.write('SET big ' + 'x'.repeat(10_000) + '\\r\\n');\nredis.end('QUIT\\r\\n');\nredis.resume();\n`,
    },
  });
  const console = await openConsole(lab, 'redis');
  await console.say('MONITOR');
  await (await post(lab, 'runs', { example: 'redis/all' })).text();
  await console.hears(/Only the first 256 kB of an answer are shown/);
  await console.prompts('127.0.0.1:6379> ');
  expect(await console.say('PING')).toBe('PONG\n');
  expect(console.said().length).toBeLessThan(300_000);
});

describe('is refused, with a sentence', () => {
  const good = { example: 'redis/all', service: 'redis', line: 'PING' };
  const refused: [string, number, Record<string, string>, object][] = [
    ['no token', 403, { 'x-lab-token': '' }, good],
    ['a foreign origin', 403, { origin: 'https://evil.example' }, good],
    ['another site', 403, { 'sec-fetch-site': 'cross-site' }, good],
    ['a form', 415, { 'content-type': 'text/plain' }, good],
    ['an unknown example', 404, {}, { ...good, example: 'redis/alll' }],
    ['a path', 404, {}, { ...good, example: '../../etc/passwd' }],
    ['__proto__', 404, {}, { ...good, example: '__proto__' }],
    ['no example', 404, {}, { service: 'redis' }],
    ['an unknown service', 404, {}, { ...good, service: 'mysql' }],
    ['a service by __proto__', 404, {}, { ...good, service: '__proto__' }],
    ['a service as an object', 404, {}, { ...good, service: {} }],
    ['a huge body', 413, {}, { ...good, line: 'x'.repeat(300_000) }],
  ];
  for (const path of ['/lab/consoles', '/lab/consoles/lines']) {
    test.each(refused)(`${path}: %s`, async (_what, status, headers, body) => {
      const lab = await openLab(
        {
          lease: () => {
            throw new Error('A lease was taken.');
          },
        },
        { examples: ALL },
      );
      const answer = await send(lab.port, {
        method: 'POST',
        path,
        headers: { ...ownHeaders(lab), ...headers },
        body: JSON.stringify(body),
      });
      expect(answer.status, answer.text).toBe(status);
      expect((JSON.parse(answer.text) as { error: string }).error).toMatch(
        /[.?]$/,
      );
    });
  }

  test('a line that is none, too long, or one too many', async () => {
    const lab = await openLab(services, { examples: ALL });
    const console = await openConsole(lab, 'redis');
    const type = async (line: unknown) =>
      (await post(lab, 'consoles/lines', { ...good, line })).status;
    expect(await type(7)).toBe(400);
    expect(await type('x'.repeat(70_000))).toBe(409);
    await console.type('BLPOP nothing 0');
    const all = [];
    for (let n = 0; n < 60; n++) all.push(await type('PING'));
    expect(all).toContain(409);
    await console.stop();
    await console.hears(/PONG\n/);
  });
});

test('a page that hangs up at once leaves nothing', async () => {
  const provider = counted();
  const lab = await openLab(provider, { examples: ALL });
  const body = JSON.stringify({ example: 'redis/all', service: 'rabbitmq' });
  const socket = connect(lab.port, '127.0.0.1');
  const headers = Object.entries({
    host: `localhost:${lab.port}`,
    ...ownHeaders(lab),
    'x-lab-tab': 'tab',
    'content-length': String(body.length),
  }).map(([name, value]) => `${name}: ${value}`);
  socket.write(
    `POST /lab/consoles HTTP/1.1\r\n${headers.join('\r\n')}\r\n\r\n${body}`,
    () => socket.destroy(),
  );
  await post(lab, 'leave', {});
  await lab.close();
  expect(provider.out.size).toBe(0);
});
