import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Chance } from '../chance.ts';
import type { Act, Life } from '../life.ts';
import type { Page } from '../page.ts';

/** Milliseconds for which a connection is held that does nothing. */
const HELD_MS = 4000;

/** Connections that say half of it, do not read, or go away in the middle. */
export const connections: Act = {
  name: 'connections',
  weight: 6,
  kind: 'life',
  uses: ['memcached', 'redis'],
  async run(life, chance) {
    const page = await life.page(chance);
    const many = 1 + chance.number(8);
    await chance.pick([halfOpen, notRead, aborted, manyThatLeave])(
      life,
      page,
      chance,
      many,
    );
    life.tally.count('connections', many);
  },
};

type Rude = (
  life: Life,
  page: Page,
  chance: Chance,
  many: number,
) => Promise<void>;

const halfOpen: Rude = async (_life, page, chance, many) => {
  const whole = head(page, '/lab/answers', 1000);
  const sockets = Array.from({ length: many }, () =>
    dial(page, whole.slice(0, chance.number(whole.length))),
  );
  await sleep(chance.number(HELD_MS));
  for (const socket of sockets) socket.destroy();
};

const notRead: Rude = async (life, page, chance, many) => {
  const sockets = Array.from({ length: many }, () => {
    const example = chance.pick(life.examples).name;
    const body = JSON.stringify({ example });
    const socket = dial(page, head(page, '/lab/runs', body.length) + body);
    return socket.pause();
  });
  await sleep(chance.number(HELD_MS));
  for (const socket of sockets)
    if (chance.percent(50)) socket.resetAndDestroy();
    else socket.destroy();
};

/** A run, a check or a console whose page is left in the middle. */
const aborted: Rude = async (life, page, chance, many) => {
  const all = Array.from({ length: many }, async () => {
    const example = chance.pick(life.examples);
    const lesson = chance.pick(life.lessons).name;
    const [path, body] = chance.pick<[string, object]>([
      ['/lab/runs', { example: example.name }],
      ['/lab/checks', { lesson, source: 'await new Promise(() => {});' }],
      ['/lab/reset', { example: example.name }],
      [
        '/lab/consoles',
        { example: example.name, service: example.uses[0] ?? 'redis' },
      ],
    ]);
    const gone = AbortSignal.timeout(chance.number(1500));
    await page.ask(path, body, { signal: gone, fine: [404], on: () => {} });
  });
  await Promise.all(all);
  if (chance.percent(50)) await page.ask('/lab/leave', {});
};

/** Thirty wait for their turn, and go away. */
const manyThatLeave: Rude = async (life, page, chance) => {
  const gone = new AbortController();
  const all = Array.from({ length: 30 }, () => {
    const example = chance.pick(life.examples).name;
    const { signal } = gone;
    return page.ask('/lab/runs', { example }, { signal, on: () => {} });
  });
  await sleep(chance.number(1000));
  gone.abort();
  await Promise.all(all);
};

function dial(page: Page, text: string): Socket {
  const socket = connect(page.port, '127.0.0.1');
  socket.on('error', () => {}); // that it breaks is what it is for
  socket.write(text);
  return socket;
}

function head(page: Page, path: string, length: number): string {
  const headers = {
    host: `localhost:${page.port}`,
    ...page.headers(),
    'content-length': String(length),
  };
  const lines = Object.entries(headers).map(
    ([name, value]) => `${name}: ${value}`,
  );
  return `POST ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`;
}
