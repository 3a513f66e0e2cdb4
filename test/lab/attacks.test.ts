import { connect, type Socket } from 'node:net';
import {
  beforeAll,
  describe,
  expect,
  inject,
  onTestFinished,
  test,
} from 'vitest';
import type { Provider } from '../../src/services/service.ts';
import { openServices } from '../../src/services/services.ts';
import { eventsOf, openLab, ownHeaders, send } from './lab-client.ts';

let services: Provider;

beforeAll(async () => {
  services = await openServices({ root: inject('servicesRoot') });
});

/** A connection of its own, and all that came back until it was closed. */
function dial(port: number) {
  const socket = connect(port, '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  let text = '';
  socket.setEncoding('latin1').on('data', (part: string) => (text += part));
  const closed = new Promise<string>((resolve) => {
    socket.on('error', () => resolve(text));
    socket.on('close', () => resolve(text));
  });
  return { socket, closed };
}

/** Sends bytes as they are; resolves to the answer when it was closed. */
function raw(port: number, bytes: string): Promise<string> {
  const { socket, closed } = dial(port);
  socket.write(bytes);
  return closed;
}

const body = '{"example":"redis/pub-sub-gap"}';

/** The head of a request of the lab's own page, some headers replaced. */
function head(
  lab: { port: number; token: string },
  headers: Record<string, string | undefined> = {},
  line = 'POST /lab/runs HTTP/1.1',
) {
  const all = Object.entries({
    host: `localhost:${lab.port}`,
    ...ownHeaders(lab),
    'content-length': String(body.length),
    connection: 'close',
    ...headers,
  });
  const lines = all.flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}: ${value}`],
  );
  return `${[line, ...lines].join('\r\n')}\r\n\r\n`;
}

describe('what a browser can be made to send starts nothing', () => {
  const attacks: [
    string,
    number,
    Record<string, string | undefined>,
    string?,
  ][] = [
    ['a rebound host name', 421, { host: 'rebound.example' }],
    ['a rebound host name with our port', 421, { host: 'x.localhost:24000' }],
    ['no host', 400, { host: undefined }],
    ['an empty host', 421, { host: '' }],
    ['a foreign origin', 403, { origin: 'https://evil.example' }],
    ['our origin by its other name', 403, { origin: 'http://127.0.0.1:1' }],
    ['another port of localhost', 403, { origin: 'http://localhost:5173' }],
    ['a sandboxed frame', 403, { origin: 'null' }],
    ['https of our own', 403, { origin: 'https://localhost:24000' }],
    [
      'a form of a foreign page',
      403,
      {
        origin: 'https://evil.example',
        'content-type': 'application/x-www-form-urlencoded',
        'x-lab-token': undefined,
      },
    ],
    [
      'a form that carries JSON as text',
      403,
      { 'content-type': 'text/plain', 'x-lab-token': undefined },
    ],
    [
      'a page that leaves its origin out',
      403,
      { origin: undefined, 'sec-fetch-site': 'cross-site' },
    ],
    [
      'an old browser, without a token',
      403,
      {
        origin: undefined,
        'sec-fetch-site': undefined,
        'x-lab-token': undefined,
      },
    ],
    ['an empty token', 403, { 'x-lab-token': '' }],
    [
      'the token as a cookie',
      403,
      { 'x-lab-token': undefined, cookie: 'x-lab-token=1' },
    ],
    ['a preflight', 405, {}, 'OPTIONS /lab/runs HTTP/1.1'],
    ['another method', 405, {}, 'PUT /lab/runs HTTP/1.1'],
    ['a route with a query', 404, {}, 'POST /lab/runs?x HTTP/1.1'],
    ['a route by detour', 404, {}, 'POST /lab/../lab/runs HTTP/1.1'],
    [
      'an absolute address',
      405,
      {},
      'POST http://evil.example/lab/runs HTTP/1.1',
    ],
  ];
  test.each(attacks)('%s', async (_what, status, headers, line) => {
    const lab = await openLab({ lease: neverLeased });
    const answer = await raw(lab.port, head(lab, headers, line) + body);
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(answer.toLowerCase()).not.toContain('access-control-allow');
    expect(answer.toLowerCase()).not.toContain('set-cookie');
  });

  test('two hosts', async () => {
    const lab = await openLab({ lease: neverLeased });
    const two = head(lab).replace('\r\n', '\r\nHost: evil.example\r\n');
    expect(await raw(lab.port, two + body)).toMatch(/^HTTP\/1\.1 4\d\d /);
  });

  test('a WebSocket', async () => {
    const lab = await openLab({ lease: neverLeased });
    for (const path of ['/lab/runs', '/', '/lab/socket']) {
      const answer = await raw(
        lab.port,
        head(
          lab,
          {
            connection: 'Upgrade',
            upgrade: 'websocket',
            'sec-websocket-version': '13',
            'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==',
            'content-length': undefined,
          },
          `GET ${path} HTTP/1.1`,
        ),
      );
      expect(answer).not.toContain(' 101 ');
    }
  });

  test('a proxy’s CONNECT', async () => {
    const lab = await openLab({ lease: neverLeased });
    const answer = await raw(
      lab.port,
      `CONNECT 127.0.0.1:1 HTTP/1.1\r\nhost: localhost:${lab.port}\r\n\r\n`,
    );
    expect(answer).toBe('');
  });

  test('a page is not changed by POST', async () => {
    const lab = await openLab({ lease: neverLeased });
    const answer = await raw(lab.port, head(lab, {}, 'POST / HTTP/1.1') + body);
    expect(answer).toMatch(/^HTTP\/1\.1 405 /);
    expect(answer).not.toContain(lab.token);
  });
});

describe('what uses up a server is ended', () => {
  test('a body that is announced as huge is refused before it comes', async () => {
    const lab = await openLab({ lease: neverLeased });
    const answer = await raw(
      lab.port,
      head(lab, { 'content-length': '10000000000' }),
    );
    expect(answer).toMatch(/^HTTP\/1\.1 413 [\s\S]*may hold \d+ bytes/);
  });

  test('a huge body in pieces, of no announced length', async () => {
    const lab = await openLab({ lease: neverLeased });
    const { socket, closed } = dial(lab.port);
    socket.write(
      head(lab, {
        'content-length': undefined,
        'transfer-encoding': 'chunked',
      }),
    );
    const piece = `10000\r\n${'x'.repeat(0x10000)}\r\n`;
    for (let i = 0; i < 8; i++) socket.write(piece);
    expect(await closed).toMatch(/^HTTP\/1\.1 413 /);
  });

  test('a body that never comes', async () => {
    const lab = await openLab({ lease: neverLeased });
    const answer = await raw(lab.port, head(lab));
    expect(answer).toMatch(/^HTTP\/1\.1 408 [\s\S]*within 5 seconds/);
  });

  test('a head that comes a letter at a time', async () => {
    const lab = await openLab({ lease: neverLeased });
    const { socket, closed } = dial(lab.port);
    const letters = [...head(lab, { 'x-long': 'x'.repeat(1000) })];
    const drip = setInterval(() => {
      if (!socket.destroyed) socket.write(letters.shift() ?? 'x');
    }, 50);
    onTestFinished(() => clearInterval(drip));
    const answer = await closed;
    expect(letters.length).toBeGreaterThan(0);
    expect(answer).toMatch(/^(HTTP\/1\.1 408 |$)/);
  });

  test('a head that is huge', async () => {
    const lab = await openLab({ lease: neverLeased });
    const answer = await raw(
      lab.port,
      head(lab, { 'x-long': 'x'.repeat(1e5) }),
    );
    expect(answer).toMatch(/^HTTP\/1\.1 431 /);
  });

  test('what is not HTTP', async () => {
    const lab = await openLab({ lease: neverLeased });
    const answer = await raw(lab.port, '*1\r\n$4\r\nPING\r\n');
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
  });

  test('very many connections: those that are there go on', async () => {
    const lab = await openLab(services);
    const dialled: Socket[] = [];
    const closed: Promise<string>[] = [];
    for (let i = 0; i < 200; i++) {
      const one = dial(lab.port);
      dialled.push(one.socket);
      closed.push(one.closed);
    }
    await Promise.race(closed); // one too many was hung up on
    for (const socket of dialled) socket.destroy();
    await Promise.all(closed);
    const { text } = await send(lab.port, {
      method: 'POST',
      path: '/lab/runs',
      headers: ownHeaders(lab),
      body,
    });
    expect(eventsOf(text).at(-1)).toMatchObject({ outcome: 'finished' });
  });
});

describe('names are looked up, never used', () => {
  test.each([
    '../../etc/passwd',
    'redis/../redis/pub-sub-gap',
    'redis/pub-sub/',
    'redis/pub-sub-gap.ts',
    'REDIS/pub-sub-gap',
    '/etc/passwd',
    'redis\\pub-sub-gap',
    'redis/pub-sub-gap\0',
    '__proto__',
    'constructor',
    'x'.repeat(200_000),
  ])('%j', async (example) => {
    const lab = await openLab({ lease: neverLeased });
    const began = performance.now();
    const { status } = await send(lab.port, {
      method: 'POST',
      path: '/lab/runs',
      headers: ownHeaders(lab),
      body: JSON.stringify({ example }),
    });
    expect(status).toBe(404);
    expect(performance.now() - began).toBeLessThan(5000);
  });

  test.each([
    '{"example":{"toString":"x"}}',
    '{"example":["redis/pub-sub-gap","x"]}',
    '{"__proto__":{"example":"redis/pub-sub-gap"}}',
    '{"example":null}',
    '{"example":1e999}',
  ])('%s for a request', async (given) => {
    const lab = await openLab({ lease: neverLeased });
    const { status, text } = await send(lab.port, {
      method: 'POST',
      path: '/lab/runs',
      headers: ownHeaders(lab),
      body: given,
    });
    expect(status, text).toBe(404);
  });
});

function neverLeased(): never {
  throw new Error('A run was started.');
}
