import { existsSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';
import {
  beforeAll,
  describe,
  expect,
  inject,
  onTestFinished,
  test,
  vi,
} from 'vitest';
import type { Provider } from '../../src/services/service.ts';
import { openServices } from '../../src/services/services.ts';
import { eventsOf, openLab, ownHeaders, send } from './lab-client.ts';

let services: Provider;

beforeAll(async () => {
  services = await openServices({ root: inject('servicesRoot') });
});

const body = JSON.stringify({ example: 'redis/pub-sub-gap' });
const run = { method: 'POST', path: '/lab/runs', body };

test('a run answers with the events of a true run, to its end', async () => {
  const lab = await openLab(services);
  const { status, text, headers } = await send(lab.port, {
    ...run,
    headers: ownHeaders(lab),
  });
  expect(status, text).toBe(200);
  expect(headers['content-type']).toContain('application/x-ndjson');
  const events = eventsOf(text);
  expect(events[0]).toMatchObject({
    event: 'start',
    example: 'redis/pub-sub-gap',
  });
  const output = events
    .flatMap((each) => (each.event === 'stdout' ? each.text : []))
    .join('');
  expect(output).toContain('heard disk 91%, disk 99%');
  expect(events.at(-1)).toMatchObject({
    event: 'end',
    outcome: 'finished',
    left: [],
  });
});

test('each boot has a token of its own', async () => {
  const [one, two] = [await openLab(services), await openLab(services)];
  expect(one.token).not.toBe(two.token);
  const { status } = await send(one.port, {
    ...run,
    headers: { ...ownHeaders(one), 'x-lab-token': two.token },
  });
  expect(status).toBe(403);
});

describe('refuses, with a sentence', () => {
  const refused: [
    string,
    number,
    Record<string, string | undefined>,
    object?,
  ][] = [
    ['a rebound host name', 421, { host: 'attacker.example:24000' }],
    ['an IP that is not its own', 421, { host: '10.0.0.1' }],
    ['a foreign origin', 403, { origin: 'https://attacker.example' }],
    ['another port of localhost', 403, { origin: 'http://localhost:3000' }],
    ['an opaque origin', 403, { origin: 'null' }],
    ['a request from another site', 403, { 'sec-fetch-site': 'cross-site' }],
    [
      'a request from another port of the site',
      403,
      { 'sec-fetch-site': 'same-site' },
    ],
    ['no token', 403, { 'x-lab-token': undefined }],
    ['a wrong token', 403, { 'x-lab-token': 'x'.repeat(32) }],
    ['a form', 415, { 'content-type': 'application/x-www-form-urlencoded' }],
    ['plain text', 415, { 'content-type': 'text/plain' }],
    ['GET', 405, {}, { method: 'GET', body: undefined }],
    ['an unknown route', 404, {}, { path: '/lab/eval' }],
    ['a body that is not JSON', 400, {}, { body: '{' }],
    ['a body that is not an object', 400, {}, { body: '[]' }],
    [
      'a huge body',
      413,
      {},
      { body: JSON.stringify({ example: 'x'.repeat(300_000) }) },
    ],
    ['an unknown example', 404, {}, { body: '{"example":"redis/pubsub"}' }],
    ['a path for a name', 404, {}, { body: '{"example":"../../secret"}' }],
    ['__proto__ for a name', 404, {}, { body: '{"example":"__proto__"}' }],
    ['no name', 404, {}, { body: '{}' }],
  ];
  test.each(refused)('%s', async (_what, expected, headers, request = {}) => {
    const lab = await openLab(services);
    const all = Object.entries({ ...ownHeaders(lab), ...headers }).filter(
      ([, value]) => value !== undefined,
    );
    const { status, text } = await send(lab.port, {
      ...run,
      ...request,
      headers: Object.fromEntries(all) as Record<string, string>,
    });
    expect(status, text).toBe(expected);
    expect((JSON.parse(text) as { error: string }).error).toMatch(/\.$|\?$/);
  });

  test('an upgrade to WebSocket', async () => {
    const lab = await openLab(services);
    const { status } = await send(lab.port, {
      method: 'GET',
      path: '/lab/runs',
      headers: {
        ...ownHeaders(lab),
        connection: 'Upgrade',
        upgrade: 'websocket',
        'sec-websocket-version': '13',
        'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==',
      },
    });
    expect(status).toBe(405);
  });
});

test('closing the request kills the run', async () => {
  const lab = await openLab(services, {
    examples: {
      'examples/redis/endless.ts':
        '/**\n * @title T\n */\nconsole.log(process.pid);\nsetInterval(() => {}, 1000);\n',
    },
  });
  const stop = new AbortController();
  const response = await fetch(`${lab.url}lab/runs`, {
    method: 'POST',
    body: '{"example":"redis/endless"}',
    headers: ownHeaders(lab),
    signal: stop.signal,
  });
  let text = '';
  const reader = response
    .body!.pipeThrough(new TextDecoderStream())
    .getReader();
  while (!/"stdout".*\n/.test(text)) text += (await reader.read()).value ?? '';
  const pid = Number(/"text":"(\d+)/.exec(text)![1]);
  expect(existsSync(`/proc/${pid}`) || process.platform !== 'linux').toBe(true);
  stop.abort();
  await vi.waitFor(
    () => expect(() => process.kill(pid, 0)).toThrow('ESRCH'),
    20_000,
  );
});

describe('pages', () => {
  test.each(['/', '/redis/pub-sub/', '/redis/pub-sub', '/?a=b'])(
    '%s is served, with the token and a strict policy',
    async (path) => {
      const lab = await openLab(services);
      const { status, text, headers } = await send(lab.port, {
        method: 'GET',
        path,
      });
      expect(status).toBe(200);
      expect(text).toContain(`content="${lab.token}"`);
      expect(headers['content-security-policy']).toMatch(
        /default-src 'none'.*frame-ancestors 'none'/,
      );
      expect(headers['cross-origin-resource-policy']).toBe('same-origin');
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['access-control-allow-origin']).toBeUndefined();
      expect(headers['set-cookie']).toBeUndefined();
    },
  );

  test('go on as they were when the site is built anew', async () => {
    const lab = await openLab(services);
    rmSync(path.join(lab.root, 'dist'), { recursive: true });
    const { status, text } = await send(lab.port, {
      method: 'GET',
      path: '/a.js',
    });
    expect(status).toBe(200);
    expect(text).toBe('1;');
  });

  test('a foreign host gets no page, and so no token', async () => {
    const lab = await openLab(services);
    const { status, text } = await send(lab.port, {
      method: 'GET',
      path: '/',
      headers: { host: 'attacker.example' },
    });
    expect(status).toBe(421);
    expect(text).not.toContain(lab.token);
  });

  test.each([
    '/nothing',
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/%00',
    '/%',
    '//secret.txt',
  ])('%s is not there', async (path) => {
    const lab = await openLab(services);
    const { status, text } = await send(lab.port, { method: 'GET', path });
    expect(status).toBe(404);
    expect(text).toContain('Not here');
  });
});

test('takes the next port when the wanted one is in use, and says by whom', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => other.once('listening', resolve));
  onTestFinished(() => void other.close());
  const { port } = other.address() as AddressInfo;
  const lab = await openLab(services, { port });
  expect(lab.port).toBeGreaterThan(port);
  expect(lab.notes[0]).toMatch(
    new RegExp(
      `^Port ${port} is in use by .* \\(pid ${process.pid}\\); trying ${port + 1}\\.$`,
    ),
  );
});
